import type { Digest } from '@nanoedge/protocol';
import { and, eq, exists, or } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import {
  contentUploads,
  meetingContents,
  meetingParticipants,
  meetings,
} from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';

/**
 * Who may see some bytes: administrators, whoever uploaded them, and the organiser and the
 * participants of a meeting that shows them. A digest alone is no right.
 */
export const mayReadContent = async (
  db: Db | Tx,
  actor: Actor,
  digest: Digest,
): Promise<boolean> => {
  if (actor.role === 'admin') return true;
  const uploaded = await db
    .select({ digest: contentUploads.digest })
    .from(contentUploads)
    .where(and(eq(contentUploads.digest, digest), eq(contentUploads.user, actor.user)))
    .limit(1);
  if (uploaded.length > 0) return true;
  const invited = db
    .select({ person: meetingParticipants.person })
    .from(meetingParticipants)
    .where(
      and(
        eq(meetingParticipants.meeting, meetings.id),
        eq(meetingParticipants.person, actor.person ?? meetingParticipants.person),
      ),
    );
  const shown = await db
    .select({ id: meetingContents.id })
    .from(meetingContents)
    .innerJoin(meetings, eq(meetings.id, meetingContents.meeting))
    .where(
      and(
        eq(meetingContents.digest, digest),
        actor.person === null
          ? eq(meetings.organiser, actor.user)
          : or(eq(meetings.organiser, actor.user), exists(invited)),
      ),
    )
    .limit(1);
  return shown.length > 0;
};
