import { auditSentences, meetingRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { meetingContents } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import { finish, lockForEdit } from './edit.ts';
import type { ReorderContentInput } from './schema.ts';
import type { MeetingDetail } from './view.ts';

/**
 * Puts a meeting's content in a new order. Throws Conflict when somebody changed the content
 * meanwhile.
 */
export const reorderContent = async (
  deps: Deps,
  actor: Actor,
  input: ReorderContentInput,
): Promise<MeetingDetail> => {
  await deps.db.transaction(async (tx) => {
    const meeting = await lockForEdit(tx, actor, { id: input.id });
    const rows = await tx
      .select({ id: meetingContents.id })
      .from(meetingContents)
      .where(eq(meetingContents.meeting, meeting.id));
    const wanted = new Set(input.order);
    if (
      wanted.size !== rows.length ||
      input.order.length !== rows.length ||
      rows.some((row) => !wanted.has(row.id))
    ) {
      throw new Conflict('order', meetingRefusals.contentChanged);
    }
    for (const [position, id] of input.order.entries())
      await tx.update(meetingContents).set({ position }).where(eq(meetingContents.id, id));
    await record(tx, actor, {
      site: meeting.site,
      action: 'reorder-content',
      entity: 'meeting',
      subject: meeting.id,
      summary: auditSentences.meetings.reordered(meeting.title),
    });
  });
  return finish(deps, actor, input.id);
};
