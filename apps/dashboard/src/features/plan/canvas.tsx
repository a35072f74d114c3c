'use client';

import { planWords } from '@nanoedge/words';
import { type PointerEvent, useRef, useState } from 'react';
import { type Storey, storeyOf, type Zone } from '@/plan/floors.ts';
import { holds } from '@/plan/geometry/polygon.ts';
import {
  addLight,
  addZone,
  type Box,
  boxOf,
  intoBox,
  changeZone,
  moveTo,
  onGrid,
  outlineOf,
  placeOf,
  type Selected,
  type Sketch,
  snapped,
  gridMetres,
} from './drawing.ts';
import type { SketchHistory, SketchStep } from './history.ts';
import { CanvasShapes } from './shapes.tsx';

export type Tool = 'select' | 'zone' | 'light';

interface Props {
  state: SketchHistory;
  floor: Storey;
  tool: Tool;
  step: (step: SketchStep) => void;
  onTool: (tool: Tool) => void;
  onRemove: () => void;
}

type Drag =
  | { kind: 'move'; what: Selected; grip: [number, number]; begun: boolean }
  | { kind: 'corner'; zone: string; index: number; begun: boolean }
  | { kind: 'box'; from: [number, number] };

const leastMetres = 0.5;

const between = ([ax, ay]: [number, number], [bx, by]: [number, number]): Box => ({
  x: Math.min(ax, bx),
  y: Math.min(ay, by),
  width: Math.abs(bx - ax),
  height: Math.abs(by - ay),
});

/** Which zone of a floor a place is in. */
const zoneHere = ({ plan }: Sketch, floor: Storey, at: [number, number]): Zone | undefined =>
  plan.zones.find((zone) => storeyOf(plan, zone)?.id === floor.id && holds(zone.outline, at));

const arrows: Readonly<Record<string, [number, number]>> = {
  ArrowLeft: [-gridMetres, 0],
  ArrowRight: [gridMetres, 0],
  ArrowUp: [0, -gridMetres],
  ArrowDown: [0, gridMetres],
};

/** What an arrow key makes of what is selected; with Shift, of a zone's size. */
const nudged = (
  sketch: Sketch,
  what: Selected,
  { by: [dx, dy], shift }: { by: [number, number]; shift: boolean },
): Sketch => {
  const zone = sketch.plan.zones.find(({ id }) => what.object === 'zone' && id === what.id);
  if (shift && zone !== undefined) {
    const box = boxOf(zone.outline);
    const [width, height] = [box.width + dx, box.height + dy].map((metres) =>
      Math.max(leastMetres, metres),
    );
    return changeZone(sketch, zone.id, {
      outline: intoBox(zone.outline, { ...box, width: width ?? 0, height: height ?? 0 }),
    });
  }
  const at = placeOf(sketch, what);
  if (at === null) return sketch;
  return moveTo(sketch, what, [Math.max(0, at[0] + dx), Math.max(0, at[1] + dy)]);
};

const useDrag = ({ state: { now }, floor, tool, step, onTool }: Props) => {
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<Drag | null>(null);
  const [preview, setPreview] = useState<Box | null>(null);
  const metresAt = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const { left, top, width } = svg.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    const scale = floor.width / Math.max(1, width);
    return [(clientX - left) * scale, (clientY - top) * scale];
  };
  const begin = (event: PointerEvent, what: Selected | null, corner?: number) => {
    event.stopPropagation();
    const at = metresAt(event);
    svg.current?.setPointerCapture?.(event.pointerId);
    if (tool === 'zone') {
      drag.current = { kind: 'box', from: snapped(now.plan, at) };
      return;
    }
    if (tool === 'light') {
      const zone = zoneHere(now, floor, at);
      if (zone === undefined) return;
      const [to, select] = addLight(now, zone.id, [onGrid(at[0]), onGrid(at[1])]);
      step({ do: 'change', to, select });
      onTool('select');
      return;
    }
    step({ do: 'select', what });
    const place = what === null ? null : placeOf(now, what);
    if (what === null || place === null) return;
    drag.current =
      corner === undefined
        ? { kind: 'move', what, grip: [at[0] - place[0], at[1] - place[1]], begun: false }
        : { kind: 'corner', zone: what.id, index: corner, begun: false };
  };
  const move = (event: PointerEvent) => {
    const held = drag.current;
    if (held === null) return;
    const at = metresAt(event);
    if (held.kind === 'box') {
      setPreview(between(held.from, snapped(now.plan, at)));
      return;
    }
    const joins = held.begun;
    held.begun = true;
    if (held.kind === 'corner') {
      const zone = now.plan.zones.find(({ id }) => id === held.zone);
      const outline = (zone?.outline ?? []).map((corner, index) =>
        index === held.index ? snapped(now.plan, at, held.zone) : corner,
      );
      step({ do: 'change', to: changeZone(now, held.zone, { outline }), joins });
      return;
    }
    const to: [number, number] = [at[0] - held.grip[0], at[1] - held.grip[1]];
    const place = snapped(now.plan, to, held.what.id);
    step({ do: 'change', to: moveTo(now, held.what, place), joins });
  };
  const end = () => {
    const held = drag.current;
    drag.current = null;
    setPreview(null);
    if (held?.kind !== 'box' || preview === null) return;
    if (Math.min(preview.width, preview.height) < leastMetres) return;
    const [to, select] = addZone(
      now,
      preview,
      now.plan.floors === undefined ? undefined : floor.id,
    );
    step({ do: 'change', to, select });
    onTool('select');
  };
  return { svg, preview, begin, move, end };
};

/** The plan to draw on. Everything on it is in the list beside it as well. */
export const PlanCanvas = (props: Props) => {
  const { state, floor, tool, step, onRemove } = props;
  const { now, selected } = state;
  const { svg, preview, begin, move, end } = useDrag(props);
  const onKey = (event: React.KeyboardEvent) => {
    const by = arrows[event.key];
    if (by !== undefined && selected !== null) {
      event.preventDefault();
      step({ do: 'change', to: nudged(now, selected, { by, shift: event.shiftKey }) });
    } else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else if (event.key === 'Escape') step({ do: 'select', what: null });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application takes keys
    <div
      role="application"
      aria-label={planWords.canvas}
      aria-describedby="plan-canvas-hint"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an application takes keys
      tabIndex={0}
      onKeyDown={onKey}
      className="rounded-lg border border-line bg-sunken p-2"
    >
      <svg
        ref={svg}
        viewBox={`0 0 ${String(floor.width)} ${String(floor.height)}`}
        className="block w-full touch-none bg-plan-floor select-none"
        style={{
          background: 'var(--surface)',
          cursor: tool === 'select' ? 'default' : 'crosshair',
        }}
        aria-hidden
        data-testid="plan-canvas"
        onPointerDown={(event) => begin(event, null)}
        onPointerMove={move}
        onPointerUp={end}
      >
        <CanvasShapes sketch={now} floor={floor} selected={selected} begin={begin} />
        {preview === null ? null : (
          <polygon
            points={outlineOf(preview)
              .map((at) => at.join(','))
              .join(' ')}
            fill="var(--accent-soft)"
            fillOpacity={0.6}
            stroke="var(--accent)"
            strokeWidth={0.06}
          />
        )}
      </svg>
      <p id="plan-canvas-hint" className="pt-2 text-xs text-ink-soft">
        {planWords.canvasHint}
      </p>
    </div>
  );
};
