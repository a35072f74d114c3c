'use client';

import { useLive } from '@/browser/live/provider.tsx';
import { useSite } from '@/browser/site/site.tsx';
import { cn } from '@/components/ui/cn.ts';
import { DeviceMarks, PersonMarks, ThingMarks } from './marks.tsx';
import { usePeople } from './use-people.ts';
import { useWidth } from './use-width.ts';
import { LitWays, Waypoints } from './ways.tsx';
import { Zones } from './zones.tsx';

interface Selection {
  selected: string | null;
  onSelect: (journey: string | null) => void;
}

/** On narrower phones everything is drawn smaller, so that marks do not cover their rooms. */
const narrowest = 440;

const Drawing = ({ width, selected, onSelect }: Selection & { width: number }) => {
  const { plan } = useSite();
  const people = usePeople();
  const drawn = Math.max(width, narrowest);
  const scale = drawn / plan.width;
  const roomy = width > 560;
  const here = people.filter(({ manner }) => manner === 'here');
  const guided = people.filter(({ path }) => path !== null);
  return (
    <svg
      width="100%"
      viewBox={`0 0 ${String(drawn)} ${String(plan.height * scale)}`}
      aria-hidden
      className="block overflow-visible"
    >
      <Zones
        plan={plan}
        scale={scale}
        occupied={new Set(here.map(({ zone }) => zone))}
        roomy={roomy}
      />
      <LitWays guided={guided} scale={scale} />
      <Waypoints waypoints={plan.waypoints} guided={guided} scale={scale} />
      <ThingMarks scale={scale} lit={guided.length > 0} />
      <DeviceMarks scale={scale} labelled={roomy} />
      <PersonMarks
        people={people}
        scale={scale}
        labelled={roomy}
        selected={selected}
        onSelect={onSelect}
      />
    </svg>
  );
};

/** The building from above. A picture: everything in it is also in the list behind it. */
export const LiveFloorPlan = ({ selected, onSelect }: Selection) => {
  const { plan } = useSite();
  const { ref, width } = useWidth<HTMLDivElement>();
  const stale = useLive((state) => state.link.kind !== 'live');
  return (
    <div
      ref={ref}
      data-testid="live-plan"
      data-stale={stale}
      className={cn('w-full', stale ? 'grayscale' : '')}
      style={{ aspectRatio: `${String(plan.width)} / ${String(plan.height)}` }}
    >
      {width === 0 ? null : <Drawing width={width} selected={selected} onSelect={onSelect} />}
    </div>
  );
};
