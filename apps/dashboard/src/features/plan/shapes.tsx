import type { PointerEvent } from 'react';
import { type Storey, storeyOf } from '@/plan/floors.ts';
import { findRoutes } from '@/plan/routes/find-routes.ts';
import { boxOf, type Selected, type Sketch, thingId } from './drawing.ts';

interface Props {
  sketch: Sketch;
  floor: Storey;
  selected: Selected | null;
  begin: (event: PointerEvent, what: Selected | null, corner?: number) => void;
}

const points = (outline: readonly (readonly [number, number])[]) =>
  outline.map((at) => at.join(',')).join(' ');

const ZoneShapes = ({ sketch: { plan }, floor, selected, begin }: Props) =>
  plan.zones
    .filter((zone) => storeyOf(plan, zone)?.id === floor.id)
    .map((zone) => {
      const isSelected = selected?.object === 'zone' && selected.id === zone.id;
      return (
        <g key={zone.id} data-zone={zone.id}>
          <polygon
            points={points(zone.outline)}
            fill={isSelected ? 'var(--accent-soft)' : 'var(--plan-floor)'}
            stroke={isSelected ? 'var(--accent)' : 'var(--line-strong)'}
            strokeWidth={isSelected ? 0.1 : 0.06}
            strokeLinejoin="round"
            onPointerDown={(event) => begin(event, { object: 'zone', id: zone.id })}
          />
        </g>
      );
    });

/** The names at the foot of their zones, where the fewest marks hang. */
const ZoneNames = ({ sketch: { plan }, floor }: Pick<Props, 'sketch' | 'floor'>) =>
  plan.zones
    .filter((zone) => storeyOf(plan, zone)?.id === floor.id)
    .map((zone) => {
      const { x, y, width, height } = boxOf(zone.outline);
      return (
        <text
          key={zone.id}
          x={x + width / 2}
          y={y + height - 0.4}
          textAnchor="middle"
          fontSize={0.55}
          stroke="var(--plan-floor)"
          strokeWidth={0.2}
          paintOrder="stroke"
          className="pointer-events-none fill-ink font-medium"
        >
          {zone.name}
        </text>
      );
    });

const Corners = ({ sketch: { plan }, selected, begin }: Props) => {
  const zone = plan.zones.find(({ id }) => selected?.object === 'zone' && id === selected.id);
  return zone?.outline.map(([x, y], index) => (
    <rect
      key={`${String(index)} of ${zone.id}`}
      x={x - 0.18}
      y={y - 0.18}
      width={0.36}
      height={0.36}
      fill="var(--surface)"
      stroke="var(--accent)"
      strokeWidth={0.06}
      onPointerDown={(event) => begin(event, { object: 'zone', id: zone.id }, index)}
    />
  ));
};

const Marks = ({ sketch: { plan }, floor, selected, begin }: Props) => {
  const isHere = (id: string) => {
    const zone = plan.zones.find((one) => one.id === id);
    return zone !== undefined && storeyOf(plan, zone)?.id === floor.id;
  };
  const marks: { what: Selected; at: [number, number]; colour: string }[] = [
    ...(plan.doors ?? [])
      .filter(({ zones: [from] }) => isHere(from))
      .map(({ id, at }) => ({
        what: { object: 'door' as const, id },
        at,
        colour: 'var(--attention)',
      })),
    ...plan.waypoints
      .filter(({ zone }) => isHere(zone))
      .map(({ id, at }) => ({
        what: { object: 'waypoint' as const, id },
        at,
        colour: 'var(--surface)',
      })),
    ...plan.devices
      .filter((mark) => storeyOf(plan, mark)?.id === floor.id)
      .map(({ device, at }) => ({
        what: { object: 'device' as const, id: device },
        at,
        colour: 'var(--ink-soft)',
      })),
    ...plan.things
      .filter(({ zone }) => isHere(zone))
      .map((thing) => ({
        what: { object: 'thing' as const, id: thingId(thing) },
        at: thing.at,
        colour: 'var(--simulated)',
      })),
  ];
  return marks.map(({ what, at: [x, y], colour }) => {
    const isSelected = selected?.object === what.object && selected.id === what.id;
    const look = {
      fill: colour,
      stroke: isSelected ? 'var(--accent)' : 'var(--line-strong)',
      strokeWidth: isSelected ? 0.12 : 0.05,
      onPointerDown: (event: PointerEvent) => begin(event, what),
    };
    const key = `${what.object} ${what.id}`;
    switch (what.object) {
      case 'door':
        return <rect key={key} x={x - 0.4} y={y - 0.15} width={0.8} height={0.3} {...look} />;
      case 'device':
        return (
          <rect key={key} x={x - 0.3} y={y - 0.3} width={0.6} height={0.6} rx={0.15} {...look} />
        );
      case 'zone':
      case 'waypoint':
      case 'thing':
        return <circle key={key} cx={x} cy={y} r={0.25} {...look} />;
    }
  });
};

/** Zones, the ways through their doors, and the marks on top of them. */
export const CanvasShapes = (props: Props) => (
  <>
    <ZoneShapes {...props} />
    {findRoutes(props.sketch.plan)
      .filter(({ from }) => {
        const zone = props.sketch.plan.zones.find(({ id }) => id === from);
        return zone !== undefined && storeyOf(props.sketch.plan, zone)?.id === props.floor.id;
      })
      .map(({ from, to, path }) => (
        <polyline
          key={`${from} ${to}`}
          points={points(path)}
          fill="none"
          stroke="var(--accent)"
          strokeWidth={0.06}
          strokeDasharray="0.2 0.2"
          className="pointer-events-none"
        />
      ))}
    <Marks {...props} />
    <ZoneNames {...props} />
    <Corners {...props} />
  </>
);
