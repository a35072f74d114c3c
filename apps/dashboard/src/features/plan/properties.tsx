'use client';

import { planWords } from '@nanoedge/words';
import { useId } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input, Select } from '@/components/ui/input.tsx';
import { Panel } from '@/components/ui/page.tsx';
import type { Zone } from '@/plan/floors.ts';
import { placeInside } from '@/plan/routes/inside.ts';
import {
  addDoor,
  addLight,
  bookable,
  type Box,
  boxOf,
  changeRoom,
  changeZone,
  intoBox,
  moveTo,
  neighboursOf,
  onGrid,
  placeOf,
  type Selected,
  type Sketch,
} from './drawing.ts';
import type { SketchStep } from './history.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  sketch: Sketch;
  selected: Selected | null;
  step: (step: SketchStep) => void;
  onRemove: () => void;
}

type ZoneProps = Pick<Props, 'sketch' | 'step'> & { zone: Zone };

const kinds = ['entrance', 'corridor', 'room', 'service'] as const;

const RoomFieldsOf = ({ sketch, step, zone }: ZoneProps) => {
  const id = useId();
  const room = sketch.rooms.find((one) => one.id === zone.room);
  return (
    <>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={zone.room !== null}
          onChange={({ target }) =>
            step({ do: 'change', to: bookable(sketch, zone, target.checked) })
          }
        />
        {planWords.bookable}
      </label>
      {room === undefined ? null : (
        <>
          <NumberField
            label={planWords.capacity}
            value={room.capacity}
            min={1}
            step={1}
            onChange={(value) => {
              const capacity = value === null ? null : Math.round(value);
              step({ do: 'change', to: changeRoom(sketch, room.id, { capacity }) });
            }}
          />
          <Field id={id} label={planWords.equipment}>
            <Input
              id={id}
              key={room.id}
              defaultValue={room.equipment.join(', ')}
              onBlur={({ target }) => {
                const equipment = target.value
                  .split(',')
                  .map((text) => text.trim())
                  .filter((text) => text !== '');
                step({ do: 'change', to: changeRoom(sketch, room.id, { equipment }) });
              }}
            />
          </Field>
        </>
      )}
    </>
  );
};

const BoxFields = ({ sketch, step, zone }: ZoneProps) => {
  const box = boxOf(zone.outline);
  const fields: [keyof Box, string][] = [
    ['x', planWords.x],
    ['y', planWords.y],
    ['width', planWords.width],
    ['height', planWords.height],
  ];
  return (
    <div className="grid grid-cols-2 gap-2">
      {fields.map(([field, label]) => (
        <NumberField
          key={field}
          label={label}
          value={box[field]}
          onChange={(value) => {
            if (value === null || (value <= 0 && (field === 'width' || field === 'height'))) return;
            const outline = intoBox(zone.outline, { ...box, [field]: value });
            step({ do: 'change', to: changeZone(sketch, zone.id, { outline }) });
          }}
        />
      ))}
    </div>
  );
};

const CornerFields = ({ sketch, step, zone }: ZoneProps) => {
  const change = (outline: [number, number][]) =>
    step({ do: 'change', to: changeZone(sketch, zone.id, { outline }) });
  const [firstX = 0, firstY = 0] = zone.outline[0] ?? [];
  const [lastX = 0, lastY = 0] = zone.outline.at(-1) ?? [];
  return (
    <details>
      <summary className="cursor-pointer text-xs font-medium text-ink-soft">
        {planWords.corners}
      </summary>
      <ul className="mt-2 flex flex-col gap-2">
        {zone.outline.map((corner, index) => (
          <li
            key={`corner ${String(index)}`}
            className="grid grid-cols-[1fr_1fr_auto] items-end gap-2"
          >
            {([0, 1] as const).map((axis) => (
              <NumberField
                key={axis}
                label={planWords.corner(index + 1, axis === 0 ? 'X' : 'Y')}
                value={corner[axis]}
                onChange={(value) => {
                  if (value === null) return;
                  change(
                    zone.outline.map(([x, y], at) =>
                      at !== index ? [x, y] : axis === 0 ? [value, y] : [x, value],
                    ),
                  );
                }}
              />
            ))}
            <Button
              size="sm"
              disabled={zone.outline.length <= 3}
              aria-label={planWords.removeCorner(index + 1)}
              onClick={() => change(zone.outline.filter((_corner, at) => at !== index))}
            >
              {planWords.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        className="mt-2"
        onClick={() => change([...zone.outline, [(firstX + lastX) / 2, (firstY + lastY) / 2]])}
      >
        {planWords.addCorner}
      </Button>
    </details>
  );
};

const Neighbours = ({ sketch, step, zone }: ZoneProps) => {
  const found = neighboursOf(sketch, zone);
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-xs font-medium text-ink-soft">{planWords.addDoor}</h3>
      {found.length === 0 ? <p className="text-ink-soft">{planWords.noNeighbour}</p> : null}
      <div className="flex flex-wrap gap-2">
        {found.map((other) => (
          <Button
            key={other.zone.id}
            size="sm"
            onClick={() => {
              const [to, select] = addDoor(sketch, [zone.id, other.zone.id], other.at);
              step({ do: 'change', to, select });
            }}
          >
            {`${planWords.doorTo} ${other.zone.name}`}
          </Button>
        ))}
        <Button
          size="sm"
          onClick={() => {
            const [x, y] = placeInside(zone.outline);
            const [to, select] = addLight(sketch, zone.id, [onGrid(x), onGrid(y)]);
            step({ do: 'change', to, select });
          }}
        >
          {planWords.addLight}
        </Button>
      </div>
    </div>
  );
};

const ZoneFields = (props: ZoneProps) => {
  const { sketch, step, zone } = props;
  const id = useId();
  const change = (fields: Partial<Zone>) =>
    step({ do: 'change', to: changeZone(sketch, zone.id, fields) });
  return (
    <>
      <Field id={`${id}-name`} label={planWords.name}>
        <Input
          id={`${id}-name`}
          value={zone.name}
          maxLength={100}
          onChange={({ target }) => change({ name: target.value })}
        />
      </Field>
      <Field id={`${id}-kind`} label={planWords.kind}>
        <Select
          id={`${id}-kind`}
          value={zone.kind}
          onChange={({ target }) => {
            const kind = kinds.find((one) => one === target.value);
            if (kind !== undefined) change({ kind });
          }}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {planWords.kinds[kind]}
            </option>
          ))}
        </Select>
      </Field>
      <RoomFieldsOf {...props} />
      <BoxFields {...props} />
      <CornerFields {...props} />
      <Neighbours {...props} />
    </>
  );
};

const PlaceFields = ({ sketch, selected, step }: Props & { selected: Selected }) => {
  const at = placeOf(sketch, selected);
  if (at === null) return null;
  return (
    <div className="grid grid-cols-2 gap-2">
      {([0, 1] as const).map((axis) => (
        <NumberField
          key={axis}
          label={axis === 0 ? planWords.x : planWords.y}
          value={at[axis]}
          onChange={(value) => {
            if (value === null) return;
            const to: [number, number] = axis === 0 ? [value, at[1]] : [at[0], value];
            step({ do: 'change', to: moveTo(sketch, selected, to) });
          }}
        />
      ))}
    </div>
  );
};

/** What is selected, in fields. */
export const Properties = (props: Props) => {
  const { sketch, selected, step, onRemove } = props;
  const zone = sketch.plan.zones.find(
    ({ id }) => selected?.object === 'zone' && id === selected.id,
  );
  return (
    <Panel
      title={planWords.properties}
      bodyClassName="flex flex-col gap-3 p-3"
      data-testid="plan-properties"
    >
      {selected === null ? <p className="text-ink-soft">{planWords.nothing}</p> : null}
      {zone === undefined ? null : (
        <ZoneFields key={zone.id} sketch={sketch} step={step} zone={zone} />
      )}
      {selected === null || zone !== undefined ? null : (
        <PlaceFields key={selected.id} {...props} selected={selected} />
      )}
      {selected === null || selected.object === 'device' || selected.object === 'thing' ? null : (
        <div>
          <Button size="sm" tone="danger" onClick={onRemove}>
            {planWords.remove}
          </Button>
        </div>
      )}
    </Panel>
  );
};
