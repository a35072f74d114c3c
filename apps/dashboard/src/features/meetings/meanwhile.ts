import {
  changedFields,
  dayMs,
  isSameValue,
  mergeEdits,
  type MergeRules,
  type Versions,
} from '@nanoedge/base';
import { bothVersionsWords, inList, meetingFormWords, rangeOnDay } from '@nanoedge/words';
import type { WallClock } from '@nanoedge/words';
import type { Side, TwoVersions } from '@/components/ui/both-versions.tsx';
import type { Inputs, Outputs } from '@/browser/api/trpc.ts';
import { contentDraftOf, contentInput, type DraftContent } from './content-draft.ts';
import type { MeetingDraft } from './meeting-draft.ts';
import { isSameTime, readTimes, typedTimes } from './typed-times.ts';

type Meeting = Outputs['meetings']['get'];

interface MeetingSave {
  title: string;
  room: string;
  startsAt: number;
  endsAt: number;
  participants: string[];
  content: Inputs['meetings']['addContent']['item'][];
}

const rules: MergeRules<MeetingSave> = {
  title: 'value',
  room: 'value',
  startsAt: 'value',
  endsAt: 'value',
  participants: 'set',
  content: 'list',
};

const labels: Record<keyof MeetingSave, string> = {
  title: meetingFormWords.title,
  room: meetingFormWords.room,
  startsAt: meetingFormWords.start,
  endsAt: meetingFormWords.end,
  participants: meetingFormWords.participants,
  content: bothVersionsWords.contentOrder,
};

const draftContent = ({ content }: Meeting): DraftContent[] =>
  content.map(({ id, item }) => contentDraftOf(id, item));

/** A stored meeting as the form holds it. */
export const draftFrom = (meeting: Meeting, zone: string): MeetingDraft => ({
  title: meeting.title,
  ...typedTimes(meeting, zone),
  room: meeting.room.id,
  participants: meeting.participants,
  content: draftContent(meeting),
});

/** A stored meeting as a save would give it. */
export const saveOf = (meeting: Meeting): MeetingSave => ({
  title: meeting.title,
  room: meeting.room.id,
  startsAt: meeting.startsAt,
  endsAt: meeting.endsAt,
  participants: meeting.participants.map(({ id }) => id),
  content: contentInput(draftContent(meeting)),
});

/** What the form asks for; a time that nobody touched stays to the millisecond. Null: no time. */
export const savedDraft = (
  draft: MeetingDraft,
  base: Meeting,
  zone: string,
): MeetingSave | null => {
  const { span } = readTimes(draft, zone);
  if (span === null) return null;
  const { startsAt, endsAt } = isSameTime(draft, typedTimes(base, zone)) ? base : span;
  return {
    title: draft.title.trim(),
    room: draft.room,
    startsAt,
    endsAt,
    participants: draft.participants.map(({ id }) => id),
    content: contentInput(draft.content),
  };
};

/** Whether a save has taken in what others changed of fields that it did not touch. */
export const isJoined = ({ base, mine, theirs }: Versions<MeetingSave>): boolean => {
  const own = new Set(changedFields(base, mine, rules));
  return changedFields(base, theirs, rules).some((field) => !own.has(field));
};

/** What the form shows of a save that was made from an older version. */
export interface MeetingMeanwhile {
  by: string | null;
  /** What both made of it; where they do not agree, what was typed here. */
  draft: MeetingDraft;
  fields: TwoVersions[];
  also: string[];
  /** What a choice puts into the form. */
  take: (id: string, side: Side) => Partial<MeetingDraft>;
}

const isSpan = ({ startsAt, endsAt }: Pick<MeetingSave, 'startsAt' | 'endsAt'>): boolean =>
  endsAt > startsAt && endsAt - startsAt <= dayMs;

/** Both spans, where the two times that both set go together; else those of each as a whole. */
const spansOf = (
  { mine, theirs }: Versions<MeetingSave>,
  merged: MeetingSave,
  clash: Set<string>,
) => {
  const other = {
    startsAt: clash.has('startsAt') ? theirs.startsAt : merged.startsAt,
    endsAt: clash.has('endsAt') ? theirs.endsAt : merged.endsAt,
  };
  const fits = isSpan(merged) && isSpan(other);
  if (fits && !clash.has('startsAt') && !clash.has('endsAt')) return null;
  return fits ? { mine: merged, theirs: other } : { mine, theirs };
};

/** The pieces of the merged content, as one of the two sides holds them. */
const contentOf = (
  wanted: MeetingSave['content'],
  sides: readonly (readonly DraftContent[])[],
): DraftContent[] => {
  const pool = sides.flat().filter(({ state }) => state === 'ready');
  return wanted.flatMap((item) => {
    const place = pool.findIndex((entry) => isSameValue(contentInput([entry])[0], item));
    return place < 0 ? [] : pool.splice(place, 1);
  });
};

/** Brings the draft together with what others made of the meeting since the form was opened. */
export const meetingMeanwhile = (
  { base, mine, theirs }: { base: Meeting; mine: MeetingDraft; theirs: Meeting },
  save: MeetingSave,
  { by, clock, rooms }: { by: string | null; clock: WallClock; rooms: ReadonlyMap<string, string> },
): MeetingMeanwhile => {
  const versions = { base: saveOf(base), mine: save, theirs: saveOf(theirs) };
  const { merged, clashes } = mergeEdits(versions, rules);
  const { content: theirOrder } = mergeEdits(
    { base: versions.base, mine: versions.theirs, theirs: save },
    rules,
  ).merged;
  const clash = new Set(clashes);
  const spans = spansOf(versions, merged, clash);
  const own = [mine.content, draftContent(theirs)];
  const known = new Map(
    [...theirs.participants, ...mine.participants].map((one) => [one.id as string, one]),
  );
  const held = (content: MeetingSave['content']) => [
    ...contentOf(content, own),
    ...mine.content.filter(({ state }) => state !== 'ready'),
  ];
  const draft: MeetingDraft = {
    title: merged.title,
    ...typedTimes(spans?.mine ?? merged, clock.zone),
    room: merged.room,
    participants: merged.participants.flatMap((id) => known.get(id) ?? []),
    content: held(merged.content),
  };
  const names = (content: MeetingSave['content']) => inList(content.map(({ name }) => name));
  const shown = (field: 'title' | 'room' | 'content', { title, room, content }: MeetingSave) =>
    ({ title, room: rooms.get(room) ?? room, content: names(content) })[field];
  const fields: TwoVersions[] = (['title', 'room', 'content'] as const)
    .filter((field) => clash.has(field))
    .map((field) => ({
      id: field,
      label: labels[field],
      mine: shown(field, merged),
      theirs: shown(field, { ...versions.theirs, content: theirOrder }),
    }));
  if (spans !== null)
    fields.push({
      id: 'when',
      label: bothVersionsWords.when,
      mine: rangeOnDay(spans.mine, clock),
      theirs: rangeOnDay(spans.theirs, clock),
    });
  const timed = (field: string) => field === 'startsAt' || field === 'endsAt';
  return {
    by,
    draft,
    fields,
    also: changedFields(versions.base, versions.theirs, rules)
      .filter((field) => !clash.has(field) && !(spans !== null && timed(field)))
      .map((field) => labels[field]),
    take: (id, side) => {
      if (id === 'when') return spans === null ? {} : typedTimes(spans[side], clock.zone);
      const from = side === 'mine' ? draft : draftFrom(theirs, clock.zone);
      if (id === 'title') return { title: from.title };
      if (id === 'room') return { room: from.room };
      return id === 'content'
        ? { content: held(side === 'mine' ? merged.content : theirOrder) }
        : {};
    },
  };
};
