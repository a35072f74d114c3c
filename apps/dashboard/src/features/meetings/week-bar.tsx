'use client';

import { addDays, isoDate, momentOf, weekNumber, weekStart } from '@nanoedge/base';
import { dayName, meetingsWords } from '@nanoedge/words';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { useUrlState } from '@/browser/address/url-state.ts';

/** The week that the address names, or else this one, and the ways to others. */
export const useWeek = () => {
  const { get, set } = useUrlState();
  const [opened] = useState(() => Date.now());
  const week = weekStart(momentOf(get('week'), '12:00') ?? opened);
  const show = (start: number) => set({ week: start === weekStart(opened) ? '' : isoDate(start) });
  return {
    week,
    before: () => show(addDays(week, -7)),
    after: () => show(addDays(week, 7)),
    now: () => show(weekStart(opened)),
  };
};

/** Says which week is shown, and leads to those around it. */
export const WeekBar = ({ week, before, after, now }: ReturnType<typeof useWeek>) => (
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
      {meetingsWords.week(weekNumber(week), dayName(week), dayName(addDays(week, 6)))}
    </span>
  </div>
);
