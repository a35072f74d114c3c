'use client';

import { isSameValue } from '@nanoedge/base';
import { planWords } from '@nanoedge/words';
import { type KeyboardEvent, useMemo, useReducer, useState } from 'react';
import { problemText } from '@/browser/api/problem.ts';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { checkPlan } from '@/plan/check/check-plan.ts';
import { floorsOf, storeyOf } from '@/plan/floors.ts';
import { PlanCanvas, type Tool } from './canvas.tsx';
import {
  addZone,
  type PlanSource,
  removeFrom,
  type Selected,
  type Sketch,
  sketchOf,
} from './drawing.ts';
import { PlanFindings } from './findings.tsx';
import { begun, type SketchHistory, type SketchStep, stepped } from './history.ts';
import { placeDevice } from './placing.ts';
import { PlanObjects } from './objects.tsx';
import { Properties } from './properties.tsx';
import { useSavePlan, useWarnBeforeLeaving } from './use-save-plan.ts';

/** Everything wrong with the sketch, as the server will see it. */
const foundIn = ({ plan, rooms }: Sketch, { devices, rooms: stored }: PlanSource) =>
  checkPlan({
    plan,
    devices,
    rooms: rooms.flatMap((room) => {
      const zone =
        plan.zones.find((one) => one.room === room.id)?.id ??
        stored.find(({ id }) => id === room.id)?.zone;
      return zone === undefined ? [] : [{ ...room, zone }];
    }),
  });

const tools = (['select', 'zone', 'light'] as const).map((value) => ({
  value,
  label: planWords.tools[value],
}));

const useEditor = (stored: PlanSource) => {
  const [base, setBase] = useState(stored);
  const [state, step] = useReducer(stepped, sketchOf(stored), begun);
  const isDirty = !isSameValue(state.now, sketchOf(base));
  const load = (next: PlanSource): void => {
    setBase(next);
    step({ do: 'load', sketch: sketchOf(next) });
  };
  // Nothing is drawn yet: what others drew meanwhile is shown
  if (!isDirty && stored.version > base.version) load(stored);
  return { base, state, step, isDirty, load };
};

const HistoryButtons = ({
  state: { past, future },
  step,
}: {
  state: SketchHistory;
  step: (step: SketchStep) => void;
}) => (
  <>
    <Button disabled={past.length === 0} onClick={() => step({ do: 'undo' })}>
      {planWords.undo}
    </Button>
    <Button disabled={future.length === 0} onClick={() => step({ do: 'redo' })}>
      {planWords.redo}
    </Button>
  </>
);

const SaveButtons = ({
  isDirty,
  isSaving,
  onSave,
  onDiscard,
}: {
  isDirty: boolean;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
}) => (
  <>
    <Button tone="primary" disabled={!isDirty || isSaving} onClick={onSave}>
      {isSaving ? planWords.saving : planWords.save}
    </Button>
    <Button tone="ghost" disabled={!isDirty || isSaving} onClick={onDiscard}>
      {planWords.discard}
    </Button>
  </>
);

const placing = (sketch: Sketch, device: PlanSource['devices'][number]): SketchStep => ({
  do: 'change',
  to: placeDevice(sketch, device),
  select: { object: 'device', id: device.id },
});

/** The plan with what can be drawn on it: by mouse on the left, by numbers in the list beside it. */
export const PlanEditor = ({ stored }: { stored: PlanSource }) => {
  const { base, state, step, isDirty, load } = useEditor(stored);
  const { submit, isSaving, error } = useSavePlan(load);
  useWarnBeforeLeaving(isDirty);
  const [tool, setTool] = useState<Tool>('select');
  const { now, selected } = state;
  const floors = floorsOf(now.plan);
  const [floorId, setFloorId] = useState(String(floors[0].id));
  const floor = floors.find(({ id }) => id === floorId) ?? floors[0];
  const found = useMemo(() => foundIn(now, base), [now, base]);
  const select = (what: Selected) => {
    step({ do: 'select', what });
    const zone = now.plan.zones.find(({ id }) => what.object === 'zone' && id === what.id);
    const there = zone && storeyOf(now.plan, zone);
    if (there !== undefined) setFloorId(there.id);
  };
  const remove = () => {
    if (selected !== null) step({ do: 'change', to: removeFrom(now, selected), select: null });
  };
  const onKey = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
    event.preventDefault();
    step({ do: event.shiftKey ? 'redo' : 'undo' });
  };
  const add = () => {
    const box = { x: 0, y: 0, width: 4, height: 3 };
    const [to, what] = addZone(now, box, now.plan.floors === undefined ? undefined : floor.id);
    step({ do: 'change', to, select: what });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- undo by keys, wherever one is in it
    <div onKeyDown={onKey} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented label={planWords.tool} value={tool} options={tools} onChange={setTool} />
        {floors.length > 1 ? (
          <Segmented
            label={planWords.floor}
            value={String(floor.id)}
            options={floors.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={setFloorId}
          />
        ) : null}
        <Button onClick={add}>
          {now.plan.zones.length === 0 ? planWords.empty : planWords.addZone}
        </Button>
        <HistoryButtons state={state} step={step} />
        <SaveButtons
          isDirty={isDirty}
          isSaving={isSaving}
          onSave={() => void submit(now, base)}
          onDiscard={() => load(base)}
        />
        {error === null ? null : <FieldError>{problemText(error)}</FieldError>}
      </div>
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-3">
          <PlanCanvas
            state={state}
            floor={floor}
            tool={tool}
            step={step}
            onTool={setTool}
            onRemove={remove}
          />
          <PlanFindings found={found} onGo={select} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <Properties sketch={now} selected={selected} step={step} onRemove={remove} />
          <PlanObjects
            sketch={now}
            devices={base.devices}
            selected={selected}
            onSelect={select}
            onPlace={(device) => step(placing(now, device))}
          />
        </div>
      </div>
    </div>
  );
};
