import { labelPlace } from './places.ts';
import type { SiteDetail } from '@/browser/site/site.tsx';

type Plan = SiteDetail['plan'];

/** Corners of zones to the svg's pixels. */
const points = (outline: Plan['zones'][number]['outline'], scale: number) =>
  outline.map(([x, y]) => `${String(x * scale)},${String(y * scale)}`).join(' ');

/** The zones as shapes with their names, and the ways between them. */
export const Zones = ({
  plan,
  scale,
  occupied,
  roomy,
}: {
  plan: Plan;
  scale: number;
  occupied: ReadonlySet<string>;
  roomy: boolean;
}) => (
  <>
    {plan.zones.map((zone) => (
      <polygon
        key={zone.id}
        points={points(zone.outline, scale)}
        fill={occupied.has(zone.id) ? 'var(--accent-soft)' : 'var(--plan-floor)'}
        stroke="var(--plan-wall)"
        strokeWidth={2}
        strokeLinejoin="round"
        className="transition-[fill] duration-200"
        data-testid="plan-zone"
        data-zone={zone.id}
      />
    ))}
    {plan.routes.map((route) => (
      <polyline
        key={`${route.from} ${route.to}`}
        points={points(route.path, scale)}
        fill="none"
        stroke="var(--plan-wall)"
        strokeWidth={1.5}
        strokeDasharray="1 6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    ))}
    {plan.zones.map((zone) => {
      const place = labelPlace(plan, zone.outline);
      const low = place.y > Math.min(...zone.outline.map(([, y]) => y));
      return (
        <text
          key={zone.id}
          x={place.x * scale + (place.end ? -10 : 10)}
          y={place.y * scale + (low ? -10 : 20)}
          textAnchor={place.end ? 'end' : 'start'}
          className={
            roomy ? 'fill-ink text-xs font-medium' : 'fill-ink text-[0.875rem] font-medium'
          }
        >
          {zone.name}
        </text>
      );
    })}
  </>
);
