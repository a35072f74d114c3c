import type { MeetingId } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { meetings } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { loadMeetings, toDetail } from './load.ts';
import type { MeetingDetail } from './view.ts';

export type StoredMeeting = typeof meetings.$inferSelect;

/**
 * Locks a meeting's row for a change by the actor. `removed: true` finds also one that was removed.
 */
export const lockForEdit = async (
  tx: Tx,
  actor: Actor,
  wanted: { id: MeetingId; removed?: boolean },
): Promise<StoredMeeting> => {
  const [row] = await tx
    .select()
    .from(meetings)
    .where(eq(meetings.id, wanted.id))
    .for('update')
    .limit(1);
  if (row === undefined || (row.removedAt !== null && wanted.removed !== true))
    throw new NotFound('meeting', wanted.id);
  const { site, organiser } = row;
  demand(actor, 'meeting.edit', { site, organiser, as: ['meeting', wanted.id] });
  return row;
};

export const detailOf = async (
  db: Db | Tx,
  actor: Actor,
  id: MeetingId,
): Promise<MeetingDetail> => {
  const [meeting] = await loadMeetings(db, actor, eq(meetings.id, id));
  if (meeting === undefined) throw new NotFound('meeting', id);
  demand(actor, 'meeting.read', { site: meeting.site, as: ['meeting', id] });
  return toDetail(actor, meeting);
};

/** After a committed change: tells browsers and edge, and answers with the meeting as it is now. */
export const finish = async (deps: Deps, actor: Actor, id: MeetingId): Promise<MeetingDetail> => {
  const detail = await detailOf(deps.db, actor, id);
  await announce(deps, detail.site, 'meetings');
  return detail;
};
