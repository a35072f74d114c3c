'use client';

import { deviceCondition } from '@nanoedge/words';
import { useDoubts } from '@/browser/live/doubt.ts';
import { useLive } from '@/browser/live/provider.tsx';
import { thingKey } from '@/browser/live/reduce.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useNames } from '@/features/events/names.ts';
import { DeviceMark } from './device-mark.tsx';
import { PersonMark } from './person-mark.tsx';
import { type PlacedPerson, zoneAt } from './places.ts';
import { ThingMark } from './thing-mark.tsx';

const latest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

/** Sensors and actuators, each with the pulse of what it did last; `lit`: a way is. */
export const ThingMarks = ({ scale, lit }: { scale: number; lit: boolean }) => {
  const { plan } = useSite();
  const pulses = useLive((state) => state.data.pulses);
  return plan.things.map((thing) => (
    <ThingMark
      key={`${thing.device} ${thing.thing}`}
      thing={thing}
      x={thing.at[0] * scale}
      y={thing.at[1] * scale}
      firedAt={latest(
        pulses.get(thingKey(thing.zone, thing.kind)),
        pulses.get(thingKey(thing.zone, thing.thing)),
      )}
      lit={thing.kind === 'lights' && lit}
    />
  ));
};

/** The devices in the condition that they are in now. */
export const DeviceMarks = ({ scale, labelled }: { scale: number; labelled: boolean }) => {
  const { plan } = useSite();
  const devices = useLive((state) => state.data.devices);
  const doubts = useDoubts(devices);
  const names = useNames();
  return plan.devices.map(({ device, at: [x, y] }) => (
    <DeviceMark
      key={device}
      device={device}
      name={names.device(device)}
      zone={zoneAt(plan, [x, y])}
      condition={deviceCondition(devices.get(device), { doubt: doubts.get(device) ?? null })}
      side={x > plan.width * 0.8 ? 'left' : 'right'}
      x={x * scale}
      y={y * scale}
      labelled={labelled}
    />
  ));
};

/** The people where they are; a click selects one, a second one nobody. */
export const PersonMarks = ({
  people,
  scale,
  labelled,
  selected,
  onSelect,
}: {
  people: readonly PlacedPerson[];
  scale: number;
  labelled: boolean;
  selected: string | null;
  onSelect: (journey: string | null) => void;
}) =>
  people.map((placed) => {
    const { id } = placed.journey;
    return (
      <PersonMark
        key={id}
        placed={placed}
        x={placed.at[0] * scale}
        y={placed.at[1] * scale}
        selected={id === selected}
        labelled={labelled}
        onSelect={() => onSelect(id === selected ? null : id)}
      />
    );
  });
