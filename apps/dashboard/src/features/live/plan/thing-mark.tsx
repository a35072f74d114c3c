import { thingWord } from '@nanoedge/words';
import { Bluetooth, Lightbulb, Monitor, Waves } from 'lucide-react';
import type { SiteDetail } from '@/browser/site/site.tsx';

type Thing = SiteDetail['plan']['things'][number];

const icons = { motion: Waves, ble: Bluetooth, lights: Lightbulb, screen: Monitor } as const;

/** A sensor or actuator on the plan; a new `firedAt` makes its ring run once. */
export const ThingMark = ({
  thing,
  x,
  y,
  firedAt,
  lit,
}: {
  thing: Thing;
  x: number;
  y: number;
  firedAt: number | undefined;
  lit: boolean;
}) => {
  const Icon = icons[thing.kind];
  return (
    <g
      transform={`translate(${String(x)} ${String(y)})`}
      data-testid="plan-thing"
      data-thing={`${thing.zone}/${thing.kind}`}
      data-fired-at={firedAt}
    >
      <title>{thingWord[thing.kind]}</title>
      {firedAt === undefined ? null : (
        <circle
          key={firedAt}
          r={10}
          className="pulse-ring"
          fill="none"
          stroke="var(--accent)"
          strokeWidth={2}
        />
      )}
      <circle
        r={9}
        fill={lit ? 'var(--accent-soft)' : 'var(--surface)'}
        stroke={lit ? 'var(--accent)' : 'var(--line-strong)'}
        strokeWidth={1}
      />
      <Icon
        x={-5.5}
        y={-5.5}
        width={11}
        height={11}
        stroke={lit ? 'var(--accent)' : 'var(--ink-soft)'}
        strokeWidth={2}
      />
    </g>
  );
};
