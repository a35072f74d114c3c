'use client';

import {
  dayOfDate,
  meetingFormWords,
  timeOfDay,
  timeRange,
  type WallClock,
  zoneName,
} from '@nanoedge/words';
import { type Control, useFormContext, useWatch } from 'react-hook-form';
import { SelectField, TextField } from '@/components/ui/text-field.tsx';
import { useClocks } from '@/browser/site/site.tsx';
import { type MeetingDraft, timesProblemOf } from './meeting-draft.ts';
import { readTimes, type ReadTimes, type TypedTimes } from './typed-times.ts';

/** The time of the meeting as it is typed now. */
export const useTypedTimes = (control: Control<MeetingDraft>): TypedTimes => {
  const [date, start, end, startTurn, endTurn, overnight] = useWatch({
    control,
    name: ['date', 'start', 'end', 'startTurn', 'endTurn', 'overnight'],
  });
  return { date, start, end, startTurn, endTurn, overnight };
};

/** Whose times these are, for somebody who is in another zone than the site. */
const zoneHint = (
  { span }: ReadTimes,
  { site, own }: { site: WallClock; own: WallClock },
): string | undefined => {
  const at = span ?? { startsAt: Date.now(), endsAt: Date.now() };
  const there = timeRange(at, own);
  if (timeRange(at, site) === there) return undefined;
  return span === null
    ? meetingFormWords.siteTimes(site.zone)
    : meetingFormWords.siteAndOwn(site.zone, there);
};

/** Asks which of two moments a time means that the clock shows twice. */
const WhichOne = ({
  name,
  moments,
  error,
}: {
  name: 'startTurn' | 'endTurn';
  moments: readonly number[];
  error: string | undefined;
}) => {
  const { control, register } = useFormContext<MeetingDraft>();
  const turn = useWatch({ control, name });
  const { site } = useClocks();
  const [first, second] = moments;
  if (first === undefined || second === undefined) return null;
  return (
    <div className="col-span-2 sm:col-span-3">
      <SelectField
        id={name}
        label={meetingFormWords.which(timeOfDay(first, site))}
        field={register(name)}
        value={turn ?? ''}
        error={error}
      >
        <option value="">{meetingFormWords.choose}</option>
        <option value="first">{meetingFormWords.first(zoneName(first, site))}</option>
        <option value="second">{meetingFormWords.second(zoneName(second, site))}</option>
      </SelectField>
    </div>
  );
};

/** That an end which looks like a slip is meant: offered where it does, and while it is so. */
const Overnight = ({ endDate }: { endDate: string }) => {
  const { register } = useFormContext<MeetingDraft>();
  return (
    <label className="col-span-2 flex items-center gap-2 text-xs text-ink-soft sm:col-span-3">
      <input type="checkbox" {...register('overnight')} className="size-4 accent-accent-strong" />
      {meetingFormWords.overnight(dayOfDate(endDate))}
    </label>
  );
};

/** Day, start and end by the clock of the site, and what has to be asked about them. */
export const When = () => {
  const { control, register, formState } = useFormContext<MeetingDraft>();
  const clocks = useClocks();
  const typed = useTypedTimes(control);
  const read = readTimes(typed, clocks.site.zone);
  const problem = timesProblemOf(typed, clocks.site);
  const overnight = read.endDate !== typed.date && read.ends.length > 0;
  const isLong = overnight && (typed.overnight === true || read.problem?.why === 'end-first');
  // What the clock skips is said at once: what is typed can never be meant.
  const skipped = read.problem?.why === 'skipped' ? problem : null;
  const field = (name: 'date' | 'start' | 'end') => ({
    id: name,
    label: meetingFormWords[name],
    field: register(name),
    error:
      formState.errors[name]?.message ?? (skipped?.field === name ? skipped.message : undefined),
  });
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-[2fr_1fr_1fr]">
      <div className="col-span-2 sm:col-span-1">
        <TextField {...field('date')} type="date" hint={zoneHint(read, clocks)} />
      </div>
      <TextField {...field('start')} type="time" />
      <TextField
        {...field('end')}
        type="time"
        hint={overnight && !isLong ? meetingFormWords.endsOn(dayOfDate(read.endDate)) : undefined}
      />
      {isLong ? <Overnight endDate={read.endDate} /> : null}
      <WhichOne
        name="startTurn"
        moments={read.starts}
        error={formState.errors.startTurn?.message}
      />
      <WhichOne name="endTurn" moments={read.ends} error={formState.errors.endTurn?.message} />
    </div>
  );
};
