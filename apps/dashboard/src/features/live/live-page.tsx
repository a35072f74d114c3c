'use client';

import { liveWords } from '@nanoedge/words';
import { useState } from 'react';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { useMay, useSite } from '@/browser/site/site.tsx';
import { Arrivals } from './arrivals.tsx';
import { EventFeed } from './feed/event-feed.tsx';
import { LiveSummary } from './live-summary.tsx';
import { LiveFloorPlan } from './plan/floor-plan.tsx';
import { PlanList } from './plan/plan-list.tsx';
import { SiteVerdict } from './verdict/verdict.tsx';
import { SimulatePanel } from './simulate/simulate-panel.tsx';

const Legend = () => (
  <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 text-xs text-ink-soft">
    <li className="flex items-center gap-1.5">
      <span aria-hidden className="size-3 rounded-[3px] border border-line-strong" />{' '}
      {liveWords.legend.device}
    </li>
    <li className="flex items-center gap-1.5">
      <span aria-hidden className="size-3 rounded-full border border-line-strong" />{' '}
      {liveWords.legend.thing}
    </li>
    <li className="flex items-center gap-1.5">
      <span aria-hidden className="w-5 border-t-3 border-dashed border-accent" />{' '}
      {liveWords.legend.way}
    </li>
    <li className="sm:ml-auto">{liveWords.legend.estimated}</li>
  </ul>
);

/**
 * What happens in the building now: plan, arrivals, events. Selecting somebody marks them in all
 * three.
 */
export const LivePage = () => {
  const site = useSite();
  const may = useMay();
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <div className="flex flex-col lg:h-dvh lg:min-h-[48rem]">
      <PageHeader title={liveWords.title} subtitle={<LiveSummary />} />
      <SiteVerdict />
      <div className="grid min-h-0 flex-1 gap-4 px-4 md:px-6 lg:grid-cols-[minmax(0,2fr)_minmax(22rem,1fr)]">
        <div className="flex min-h-0 flex-col gap-4 max-lg:contents">
          <Panel title={site.name} className="shrink-0">
            <div className="mx-auto w-full max-w-[calc((100dvh-26rem)*2.2)] min-w-0 p-4 max-lg:max-w-none">
              <LiveFloorPlan selected={selected} onSelect={setSelected} />
            </div>
            <Legend />
            <PlanList />
          </Panel>
          <EventFeed
            selected={selected}
            className="h-96 max-lg:order-last lg:h-auto lg:min-h-56 lg:flex-1"
          />
        </div>
        <div className="flex min-h-0 flex-col gap-4 max-lg:contents">
          <Arrivals
            selected={selected}
            onSelect={setSelected}
            className="max-h-[28rem] lg:max-h-none lg:min-h-0 lg:flex-1"
          />
          {may('simulation.run') ? <SimulatePanel className="shrink-0 lg:max-h-96" /> : null}
        </div>
      </div>
    </div>
  );
};
