import { liveWords } from '@nanoedge/words';
import type { SiteDetail } from '@/browser/site/site.tsx';
import type { Point } from '@/plan/geometry/point.ts';
import type { PlacedPerson } from './places.ts';

const pathOf = (path: readonly Point[], scale: number): string =>
  path
    .map(
      ([x, y], index) =>
        `${index === 0 ? 'M' : 'L'}${(x * scale).toFixed(1)} ${(y * scale).toFixed(1)}`,
    )
    .join('');

/** The ways that are lit, each in the colour of whom it leads. */
export const LitWays = ({ guided, scale }: { guided: readonly PlacedPerson[]; scale: number }) =>
  guided.map(({ journey, path }) => (
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
  ));

/** The lamps along the ways; they show the colour of the first who is guided. */
export const Waypoints = ({
  waypoints,
  guided,
  scale,
}: {
  waypoints: SiteDetail['plan']['waypoints'];
  guided: readonly PlacedPerson[];
  scale: number;
}) =>
  waypoints.map(({ id, at: [x, y] }) => (
    <g key={id} transform={`translate(${String(x * scale)} ${String(y * scale)})`}>
      <title>{liveWords.waypoint(id)}</title>
      <circle
        r={5}
        fill="var(--surface)"
        stroke={guided[0]?.journey.person?.colour ?? 'var(--plan-wall)'}
        strokeWidth={guided.length > 0 ? 3 : 1.5}
      />
    </g>
  ));
