import type { Digest } from '@nanoedge/protocol';
import { and, eq, sql } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import type { Db, Tx } from '../../db/client.ts';
import {
  contentUploads,
  meetingContents,
  meetingParticipants,
  meetings,
} from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';

/** The meetings that show some bytes, each once, with the actor among its people if expected. */
const shownAt = (db: Db | Tx, { person }: Actor, digest: Digest) =>
  db
    .selectDistinct({
      site: meetings.site,
      organiser: meetings.organiser,
      guest: meetingParticipants.person,
    })
    .from(meetingContents)
    .innerJoin(meetings, eq(meetings.id, meetingContents.meeting))
    .leftJoin(
      meetingParticipants,
      and(
        eq(meetingParticipants.meeting, meetings.id),
        person === null ? sql`false` : eq(meetingParticipants.person, person),
      ),
    )
    .where(eq(meetingContents.digest, digest));

/** Who may see some bytes goes by where they are shown and who brought them: a digest is no right. */
export const mayReadContent = async (
  db: Db | Tx,
  actor: Actor,
  digest: Digest,
): Promise<boolean> => {
  if (can(actor, 'content.read', { site: null })) return true;
  const uploaded = await db
    .select({ uploader: contentUploads.user })
    .from(contentUploads)
    .where(and(eq(contentUploads.digest, digest), eq(contentUploads.user, actor.user)))
    .limit(1);
  const { site } = actor;
  if (uploaded.some(({ uploader }) => can(actor, 'content.read', { site, uploader }))) return true;
  return (await shownAt(db, actor, digest)).some(({ guest, ...meeting }) =>
    can(actor, 'content.read', { ...meeting, people: guest === null ? [] : [guest] }),
  );
};
