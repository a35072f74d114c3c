import { auditSentences } from '@nanoedge/words';
import { and, asc, eq } from 'drizzle-orm';
import { meetingContents } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { finish, lockForEdit } from './edit.ts';
import type { RemoveContentInput } from './schema.ts';
import type { MeetingDetail } from './view.ts';

/**
 * Takes one item out of a meeting's content; the others move up. The bytes stay for the meetings
 * that share them.
 */
export const removeContent = async (
  deps: Deps,
  actor: Actor,
  input: RemoveContentInput,
): Promise<MeetingDetail> => {
  await deps.db.transaction(async (tx) => {
    const meeting = await lockForEdit(tx, actor, { id: input.id });
    const [gone] = await tx
      .delete(meetingContents)
      .where(and(eq(meetingContents.id, input.content), eq(meetingContents.meeting, meeting.id)))
      .returning({ name: meetingContents.name });
    if (gone === undefined) throw new NotFound('content', input.content);
    const left = await tx
      .select({ id: meetingContents.id })
      .from(meetingContents)
      .where(eq(meetingContents.meeting, meeting.id))
      .orderBy(asc(meetingContents.position));
    for (const [position, { id }] of left.entries())
      await tx.update(meetingContents).set({ position }).where(eq(meetingContents.id, id));
    await record(tx, actor, {
      site: meeting.site,
      action: 'remove-content',
      entity: 'meeting',
      subject: meeting.id,
      summary: auditSentences.meetings.removedContent(gone.name, meeting.title),
    });
  });
  return finish(deps, actor, input.id);
};
