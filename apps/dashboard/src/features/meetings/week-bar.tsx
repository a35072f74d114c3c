'use client';

import { addDays, isoDate, momentsOf, weekNumber, weekStart } from '@nanoedge/base';
import { dayName, meetingsWords, sortableTime } from '@nanoedge/words';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { useClocks } from '@/browser/site/site.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';

/** The week that the address names, or else this one, and the ways to others. */
export const useWeek = () => {
  const { get, set } = useUrlState();
  const { zone } = useClocks().site;
  const [opened] = useState(() => Date.now());
  const thisWeek = weekStart(opened, zone);
  const week = weekStart(momentsOf(get('week'), '12:00', zone)?.[0] ?? opened, zone);
  const show = (start: number) => set({ week: start === thisWeek ? '' : isoDate(start, zone) });
  return {
    week,
    before: () => show(addDays(week, -7, zone)),
    after: () => show(addDays(week, 7, zone)),
    now: () => show(thisWeek),
  };
};

/** Which zone the times are of, where whoever looks is in another one. */
const ZoneNote = ({ at }: { at: number }) => {
  const { site, own } = useClocks();
  return sortableTime(at, site) === sortableTime(at, own) ? null : (
    <span className="ml-2">{meetingsWords.siteTimes(site.zone)}</span>
  );
};

/** Says which week is shown, and leads to those around it. */
export const WeekBar = ({ week, before, after, now }: ReturnType<typeof useWeek>) => {
  const { site } = useClocks();
  const last = dayName(addDays(week, 6, site.zone), site);
  return (
    <div className="flex items-center gap-1">
      <Button size="icon" tone="ghost" aria-label={meetingsWords.weekBefore} onClick={before}>
        <ChevronLeft aria-hidden />
      </Button>
      <Button size="sm" onClick={now}>
        {meetingsWords.thisWeek}
      </Button>
      <Button size="icon" tone="ghost" aria-label={meetingsWords.weekAfter} onClick={after}>
        <ChevronRight aria-hidden />
      </Button>
      <span className="ml-1 text-sm font-normal text-ink-soft">
        {meetingsWords.week(weekNumber(week, site.zone), dayName(week, site), last)}
        <ZoneNote at={week} />
      </span>
    </div>
  );
};
