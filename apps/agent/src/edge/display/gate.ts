import {
  type ContentItem,
  ContentManifest,
  type DisplaySpec,
  parseJson,
  type ScreenState,
} from '@nanoedge/protocol';
import { screenGate } from '@nanoedge/words';

type ShownContent = Extract<ScreenState, { mode: 'content' }>;

/** So much later than its end a meeting is taken off, if nobody did before. */
const graceMs = 5_000;

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
  if (now >= meeting.endsAt + graceMs) return screenGate.over;
  const invited = spec.entitled[meeting.id] ?? [];
  return shown.welcome.some(({ id }) => invited.includes(id)) ? null : screenGate.nobody;
};

const isSame = (one: ContentItem, other: ContentItem): boolean =>
  one.kind === 'link'
    ? other.kind === 'link' && one.url === other.url
    : other.kind === one.kind && one.digest === other.digest && one.mediaType === other.mediaType;

/** Whether everything that is shown is in the list (a ContentManifest) of that meeting's content. */
export const contentIsListed = (shown: ShownContent, manifest: Buffer | null): boolean => {
  if (shown.items.length === 0) return true;
  if (manifest === null) return false;
  const { meeting, items } = parseJson(ContentManifest, manifest.toString('utf8'), 'manifest');
  return (
    meeting === shown.meeting.id &&
    shown.items.every((item) => items.some((other) => isSame(item, other)))
  );
};
