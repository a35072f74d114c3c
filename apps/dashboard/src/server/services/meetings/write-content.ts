import { maxContentItems } from '@nanoedge/base';
import type { MeetingId } from '@nanoedge/protocol';
import { meetingRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { contents, meetingContents } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { mayReadContent } from '../content/may-read.ts';
import { BadInput } from '../errors.ts';
import type { ContentInput } from './schema.ts';

type NewContent = Omit<typeof meetingContents.$inferInsert, 'meeting' | 'position'>;

const checkLink = (field: string, url: string): string => {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.hostname === '') {
    throw new BadInput(field, meetingRefusals.noLink(url));
  }
  if (parsed.username !== '' || parsed.password !== '')
    throw new BadInput(field, meetingRefusals.linkWithPassword);
  return parsed.href;
};

/** Checks one item and makes its row. Throws BadInput naming `field`. */
export const resolveContent = async (
  tx: Tx,
  actor: Actor,
  wanted: { item: ContentInput; field: string },
): Promise<NewContent> => {
  const { item, field } = wanted;
  if (item.kind === 'link')
    return { kind: 'link', name: item.name, url: checkLink(`${field}.url`, item.url) };
  const [row] = await tx
    .select({ kind: contents.kind })
    .from(contents)
    .where(eq(contents.digest, item.digest))
    .limit(1)
    // It may be about to be forgotten, unused as it was
    .for('key share');
  if (row === undefined || !(await mayReadContent(tx, actor, item.digest))) {
    throw new BadInput(`${field}.digest`, meetingRefusals.notUploaded(item.name));
  }
  return { kind: row.kind, name: item.name, digest: item.digest };
};

/** Replaces all of a meeting's content, in the order given. */
export const replaceContent = async (
  tx: Tx,
  actor: Actor,
  meeting: { id: MeetingId; items: ContentInput[] },
): Promise<void> => {
  if (meeting.items.length > maxContentItems) {
    throw new BadInput('content', meetingRefusals.tooMuchContent(maxContentItems));
  }
  const rows: NewContent[] = [];
  for (const [index, item] of meeting.items.entries())
    rows.push(await resolveContent(tx, actor, { item, field: `content.${String(index)}` }));
  await tx.delete(meetingContents).where(eq(meetingContents.meeting, meeting.id));
  if (rows.length > 0)
    await tx
      .insert(meetingContents)
      .values(rows.map((row, position) => ({ ...row, meeting: meeting.id, position })));
};
