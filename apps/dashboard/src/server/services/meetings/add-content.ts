import { maxContentItems } from '@nanoedge/base';
import { auditSentences, meetingRefusals } from '@nanoedge/words';
import { count, eq } from 'drizzle-orm';
import { meetingContents } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import { finish, lockForEdit } from './edit.ts';
import type { AddContentInput } from './schema.ts';
import type { MeetingDetail } from './view.ts';
import { resolveContent } from './write-content.ts';

/** Adds one item at the end of a meeting's content. */
export const addContent = async (
  deps: Deps,
  actor: Actor,
  input: AddContentInput,
): Promise<MeetingDetail> => {
  await deps.db.transaction(async (tx) => {
    const meeting = await lockForEdit(tx, actor, { id: input.id });
    const [row] = await tx
      .select({ items: count() })
      .from(meetingContents)
      .where(eq(meetingContents.meeting, meeting.id));
    const position = row?.items ?? 0;
    if (position >= maxContentItems) {
      throw new BadInput('item', meetingRefusals.full(maxContentItems));
    }
    const content = await resolveContent(tx, actor, { item: input.item, field: 'item' });
    await tx.insert(meetingContents).values({ ...content, meeting: meeting.id, position });
    await record(tx, actor, {
      site: meeting.site,
      action: 'add-content',
      entity: 'meeting',
      subject: meeting.id,
      summary: auditSentences.meetings.addedContent(input.item.name, meeting.title),
    });
  });
  return finish(deps, actor, input.id);
};
