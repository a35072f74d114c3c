import type { ContentItem, MeetingId } from '@nanoedge/protocol';
import { ContentItem as ContentItemSchema, parse } from '@nanoedge/protocol';
import { asc, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { contents, meetingContents } from '../../db/schema/index.ts';
import { Flaws } from '../flaws.ts';

/**
 * One piece of content; `href` is where a signed-in browser fetches it (the link's own address for
 * a link).
 */
export interface MeetingContent {
  id: string;
  item: ContentItem;
  href: string;
}

const itemOf = (row: {
  kind: ContentItem['kind'];
  name: string;
  url: string | null;
  digest: string | null;
  mediaType: string | null;
  bytes: number | null;
}): ContentItem =>
  parse(
    ContentItemSchema,
    row.kind === 'link' ? { kind: row.kind, name: row.name, url: row.url } : row,
    'stored content',
  );

/**
 * Content of meetings by meeting, in its order. What is stored wrong is left out and among the
 * flaws.
 */
export const loadContents = async (
  db: Db | Tx,
  ids: MeetingId[],
  flaws: Flaws = new Flaws(),
): Promise<Map<MeetingId, MeetingContent[]>> => {
  const rows = await db
    .select({
      id: meetingContents.id,
      meeting: meetingContents.meeting,
      kind: meetingContents.kind,
      name: meetingContents.name,
      url: meetingContents.url,
      digest: meetingContents.digest,
      mediaType: contents.mediaType,
      bytes: contents.bytes,
    })
    .from(meetingContents)
    .leftJoin(contents, eq(contents.digest, meetingContents.digest))
    .where(inArray(meetingContents.meeting, ids))
    .orderBy(asc(meetingContents.position));
  const found = new Map<MeetingId, MeetingContent[]>();
  for (const row of rows) {
    const about = { entity: 'content', id: row.meeting, name: row.name, device: null } as const;
    const item = flaws.keep(about, () => itemOf(row));
    if (item === null) continue;
    const href =
      item.kind === 'link' ? item.url : `/api/content/${encodeURIComponent(item.digest)}`;
    found.set(row.meeting, [...(found.get(row.meeting) ?? []), { id: row.id, item, href }]);
  }
  return found;
};
