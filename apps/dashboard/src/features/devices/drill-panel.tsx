'use client';

import { drillPanelWords as words, exactTime, formatSpan } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useMay, useWithOwnTime } from '@/browser/site/site.tsx';
import { useNow } from '@/browser/time/clock.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Select } from '@/components/ui/input.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { EventRow } from '@/features/events/event-row.tsx';
import { useNames } from '@/features/events/names.ts';

type Drill = NonNullable<Outputs['devices']['drill']>;
type DrillEnd = NonNullable<Drill['over']>;

const choices = [1, 2, 5, 10, 15, 30];
const usualMinutes = 2;

/** While it lasts this asks again so often; its end comes with the device's first events. */
const askAgainMs = 2_000;

/** A device that is not back so long after its drill stays away for another reason. */
const lateAfterMs = 60_000;

const BeginDrill = ({ device, connected }: { device: string; connected: boolean }) => {
  const trpc = useTRPC();
  const [minutes, setMinutes] = useState(usualMinutes);
  const begin = useMutation(
    trpc.devices.beginDrill.mutationOptions({
      onError: (error) => toast.error(problemText(error)),
    }),
  );
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate({ id: device, minutes });
      }}
    >
      <label className="flex items-center gap-2">
        {words.minutes}
        <Select
          value={String(minutes)}
          onChange={({ target }) => setMinutes(Number(target.value))}
          className="w-36"
        >
          {choices.map((each) => (
            <option key={each} value={each}>
              {words.minutesOf(each)}
            </option>
          ))}
        </Select>
      </label>
      <Button type="submit" disabled={!connected || begin.isPending}>
        <Unplug aria-hidden /> {words.begin}
      </Button>
      {connected ? null : <span className="text-ink-soft">{words.offline}</span>}
    </form>
  );
};

const DrillOn = ({ drill }: { drill: Drill }) => {
  const withOwn = useWithOwnTime();
  const now = useNow() ?? drill.beganAt;
  const back = withOwn((clock) => exactTime(drill.endsAt, clock));
  return now > drill.endsAt + lateAfterMs ? (
    <p>
      {words.late.before}
      {back}
      {words.late.after}
    </p>
  ) : (
    <>
      <p title={back} className="flex flex-wrap gap-x-2">
        <StateWord tone="attention">
          {words.on.before}
          <Ago at={drill.beganAt} />
          {words.on.after}
        </StateWord>
        {words.back(formatSpan(Math.max(0, drill.endsAt - now)))}
      </p>
      <p className="text-ink-soft">{words.endHere}</p>
    </>
  );
};

const DrillOver = ({ over }: { over: DrillEnd }) => {
  const names = useNames();
  return (
    <div className="flex flex-col gap-2">
      <p>
        {words.last.before}
        <Ago at={over.at} />
        {words.last.by[over.by]} {words.happened(over.happened)}{' '}
        {over.happened > over.events.length ? words.more(over.events.length) : ''}
      </p>
      {over.events.length === 0 ? null : (
        <div
          role="list"
          aria-label={words.list}
          className="max-h-72 overflow-y-auto rounded border border-line"
        >
          {over.events.map((event) => (
            <EventRow
              key={event.id}
              row={{
                seen: { event, pageAt: Number(event.receivedAt) },
                count: 1,
                since: event.body.at,
              }}
              names={names}
            />
          ))}
        </div>
      )}
    </div>
  );
};

/** Cuts the device off for a while, and says afterwards what happened there meanwhile. */
export const DrillPanel = ({ device, connected }: { device: string; connected: boolean }) => {
  const trpc = useTRPC();
  const may = useMay();
  const read = useQuery({
    ...trpc.devices.drill.queryOptions({ id: device }),
    refetchInterval: askAgainMs,
  });
  const isOn = read.data !== null && read.data !== undefined && read.data.over === null;
  return (
    <Panel title={words.title}>
      <div className="flex flex-col gap-3 p-3">
        <p className="text-ink-soft">{words.what}</p>
        {read.isPending ? <SkeletonRows rows={1} /> : null}
        {read.error === null ? null : (
          <Problem title={words.unread} detail={problemText(read.error)} retry={read.refetch} />
        )}
        {read.data === undefined || isOn ? null : may('device.drill') ? (
          <BeginDrill device={device} connected={connected} />
        ) : (
          <p className="text-ink-soft">{words.onlyAdmin}</p>
        )}
        {isOn && read.data !== null ? <DrillOn drill={read.data} /> : null}
        {read.data?.over == null ? null : <DrillOver over={read.data.over} />}
      </div>
    </Panel>
  );
};
