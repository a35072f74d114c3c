import {
  type ContentItem,
  ContentManifest,
  type DisplaySpec,
  parseJson,
  type ScreenState,
} from '@nanoedge/protocol';
import { screenGate } from '@nanoedge/words';

/** What a screen shows of a meeting. */
export type ShownContent = Extract<ScreenState, { mode: 'content' }>;

/**
 * Why a meeting may not be on the screen of this device's room at `now`; null: it may. What counts is
 * the desired state alone, whoever asks: the meeting, its room, its time, and that somebody whom it
 * invites is there.
 */
export const whyNotShown = (
  shown: ShownContent,
  spec: DisplaySpec | null,
  now: number,
): string | null => {
  const meeting = spec?.meetings.find(({ id }) => id === shown.meeting.id);
  if (spec === null || meeting === undefined) return screenGate.noMeeting;
  if (meeting.room !== spec.room || shown.meeting.room !== spec.room) return screenGate.otherRoom;
  if (now < meeting.startsAt - spec.admissionMinutes * 60_000) return screenGate.early;
  if (now >= meeting.endsAt) return screenGate.over;
  const invited = spec.entitled[meeting.id] ?? [];
  return shown.welcome.some(({ id }) => invited.includes(id)) ? null : screenGate.nobody;
};

/** Whether they are drawn alike. */
export const isSameItem = (one: ContentItem, other: ContentItem): boolean =>
  one.name === other.name &&
  (one.kind === 'link'
    ? other.kind === 'link' && one.url === other.url
    : other.kind === one.kind && one.digest === other.digest && one.mediaType === other.mediaType);

/** The list of a meeting's content, null: it is not here. Throws InvalidMessage when it is none. */
export const readManifest = (bytes: Buffer | null): ContentManifest | null =>
  bytes === null ? null : parseJson(ContentManifest, bytes.toString('utf8'), 'manifest');
