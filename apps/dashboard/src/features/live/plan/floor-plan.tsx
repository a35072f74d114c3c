'use client';

import { deviceCondition, liveWords } from '@nanoedge/words';
import { useMemo } from 'react';
import { cn } from '@/components/ui/cn.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { thingKey } from '@/browser/live/reduce.ts';
import { useNames } from '@/features/events/names.ts';
import { type Point, placePeople, zoneAt } from './places.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useTick } from './use-tick.ts';
import { useWidth } from './use-width.ts';
import { DeviceMark } from './device-mark.tsx';
import { PersonMark } from './person-mark.tsx';
import { ThingMark } from './thing-mark.tsx';
import { Zones } from './zones.tsx';

const pathOf = (path: readonly Point[], scale: number): string =>
  path
    .map(
      ([x, y], index) =>
        `${index === 0 ? 'M' : 'L'}${(x * scale).toFixed(1)} ${(y * scale).toFixed(1)}`,
    )
    .join('');

/** Where everybody is now; ticks fast only while somebody walks. */
const usePeople = () => {
  const { plan } = useSite();
  const journeys = useLive((state) => state.data.journeys);
  const walking = useMemo(
    () => [...journeys.values()].some(({ journey }) => journey.state === 'guiding'),
    [journeys],
  );
  const now = useTick(walking ? 200 : 1000, journeys.size > 0);
  return useMemo(() => placePeople(plan, journeys.values(), now), [plan, journeys, now]);
};

const narrowest = 440;

/** The building from above. A picture: everything in it is also in the list behind it. */
export const FloorPlan = ({
  selected,
  onSelect,
}: {
  selected: string | null;
  onSelect: (journey: string | null) => void;
}) => {
  const { plan } = useSite();
  const { ref, width } = useWidth<HTMLDivElement>();
  const pulses = useLive((state) => state.data.pulses);
  const devices = useLive((state) => state.data.devices);
  const stale = useLive((state) => state.link.kind !== 'live');
  const names = useNames();
  const people = usePeople();
  // On phones everything is drawn a little smaller, so that marks do not cover the rooms they stand
  // in.
  const drawn = Math.max(width, narrowest);
  const scale = drawn / plan.width;
  const roomy = width > 560;
  const occupied = new Set(
    people.filter(({ manner }) => manner === 'here').map(({ zone }) => zone),
  );
  const guided = people.filter(({ path }) => path !== null);
  return (
    <div
      ref={ref}
      data-testid="live-plan"
      data-stale={stale}
      className={cn('w-full', stale ? 'grayscale' : '')}
      style={{ aspectRatio: `${String(plan.width)} / ${String(plan.height)}` }}
    >
      {width === 0 ? null : (
        <svg
          width="100%"
          viewBox={`0 0 ${String(drawn)} ${String(plan.height * scale)}`}
          aria-hidden
          className="block overflow-visible"
        >
          <Zones plan={plan} scale={scale} occupied={occupied} roomy={roomy} />
          {guided.map(({ journey, path }) => (
            <path
              key={journey.id}
              d={pathOf(path ?? [], scale)}
              className="march"
              fill="none"
              stroke={journey.person?.colour ?? 'var(--accent)'}
              strokeWidth={4}
              strokeDasharray="8 4"
              strokeLinecap="butt"
              strokeLinejoin="round"
              data-testid="plan-guidance"
              data-journey={journey.id}
            />
          ))}
          {plan.waypoints.map(({ id, at: [x, y] }) => (
            <g key={id} transform={`translate(${String(x * scale)} ${String(y * scale)})`}>
              <title>{liveWords.waypoint(id)}</title>
              <circle
                r={5}
                fill="var(--surface)"
                stroke={guided[0]?.journey.person?.colour ?? 'var(--plan-wall)'}
                strokeWidth={guided.length > 0 ? 3 : 1.5}
              />
            </g>
          ))}
          {plan.things.map((thing) => (
            <ThingMark
              key={`${thing.device} ${thing.thing}`}
              thing={thing}
              x={thing.at[0] * scale}
              y={thing.at[1] * scale}
              firedAt={latest(
                pulses.get(thingKey(thing.zone, thing.kind)),
                pulses.get(thingKey(thing.zone, thing.thing)),
              )}
              lit={thing.kind === 'lights' && guided.length > 0}
            />
          ))}
          {plan.devices.map(({ device, at: [x, y] }) => (
            <DeviceMark
              key={device}
              name={names.device(device)}
              zone={zoneAt(plan, [x, y])}
              condition={deviceCondition(devices.get(device))}
              side={x > plan.width * 0.8 ? 'left' : 'right'}
              x={x * scale}
              y={y * scale}
              labelled={roomy}
            />
          ))}
          {people.map((placed) => (
            <PersonMark
              key={placed.journey.id}
              placed={placed}
              x={placed.at[0] * scale}
              y={placed.at[1] * scale}
              selected={placed.journey.id === selected}
              labelled={roomy}
              onSelect={() => onSelect(placed.journey.id === selected ? null : placed.journey.id)}
            />
          ))}
        </svg>
      )}
    </div>
  );
};

const latest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);
