import { planObjects, planWords, thingWord } from '@nanoedge/words';
import { Button } from '@/components/ui/button.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { type PlanSource, type Selected, type Sketch, thingId } from './drawing.ts';
import { unplacedOf } from './placing.ts';

interface Item {
  what: Selected;
  label: string;
}

const itemsOf = ({ plan }: Sketch, devices: PlanSource['devices']): Record<string, Item[]> => {
  const zoneName = (id: string) => plan.zones.find((zone) => zone.id === id)?.name ?? id;
  const deviceName = (id: string) => devices.find((device) => device.id === id)?.name ?? id;
  return {
    [planWords.zones]: plan.zones.map(({ id, name }) => ({
      what: { object: 'zone', id },
      label: name,
    })),
    [planWords.doors]: (plan.doors ?? []).map(({ id, kind, zones: [from, to] }) => ({
      what: { object: 'door', id },
      label: planObjects.door(kind, [zoneName(from), zoneName(to)]),
    })),
    [planWords.lights]: plan.waypoints.map(({ id }) => ({
      what: { object: 'waypoint', id },
      label: planWords.light(id),
    })),
    [planWords.devices]: [
      ...plan.devices.map(
        ({ device }): Item => ({
          what: { object: 'device', id: device },
          label: deviceName(device),
        }),
      ),
      ...plan.things.map(
        (thing): Item => ({
          what: { object: 'thing', id: thingId(thing) },
          label: planObjects.thing(thingWord[thing.kind], deviceName(thing.device)),
        }),
      ),
    ],
  };
};

const whenEmpty: Readonly<Record<string, string>> = {
  [planWords.zones]: planWords.emptyHint,
  [planWords.doors]: planWords.noDoors,
  [planWords.lights]: planWords.noLights,
  [planWords.devices]: planWords.noDevices,
};

/** Devices of which something is not on the plan yet. */
const Unplaced = ({
  sketch,
  devices,
  onPlace,
}: {
  sketch: Sketch;
  devices: PlanSource['devices'];
  onPlace: (device: PlanSource['devices'][number]) => void;
}) => {
  const missing = devices.filter((device) => {
    const { device: isMissing, things } = unplacedOf(sketch, device);
    const hasZone = sketch.plan.zones.some(({ id }) => id === device.zone);
    return hasZone && (isMissing || things.length > 0);
  });
  if (missing.length === 0) return null;
  return (
    <Panel title={planWords.unplaced} bodyClassName="flex flex-col items-start gap-2 p-3">
      {missing.map((device) => (
        <Button key={device.id} size="sm" onClick={() => onPlace(device)}>
          {planWords.place(device.name)}
        </Button>
      ))}
    </Panel>
  );
};

/** Everything on the plan by name; what is chosen here is selected on the plan. */
export const PlanObjects = ({
  sketch,
  devices,
  selected,
  onSelect,
  onPlace,
}: {
  sketch: Sketch;
  devices: PlanSource['devices'];
  selected: Selected | null;
  onSelect: (what: Selected) => void;
  onPlace: (device: PlanSource['devices'][number]) => void;
}) => (
  <>
    <Unplaced sketch={sketch} devices={devices} onPlace={onPlace} />
    {Object.entries(itemsOf(sketch, devices)).map(([title, items]) => (
      <Panel key={title} title={title} bodyClassName="p-2">
        {items.length === 0 ? <p className="p-1 text-ink-soft">{whenEmpty[title]}</p> : null}
        <ul className="flex flex-col">
          {items.map(({ what, label }) => (
            <li key={`${what.object} ${what.id}`}>
              <Button
                tone="ghost"
                size="sm"
                className="w-full justify-start whitespace-normal text-left aria-pressed:bg-accent-soft aria-pressed:text-ink"
                aria-pressed={selected?.object === what.object && selected.id === what.id}
                onClick={() => onSelect(what)}
              >
                {label}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
    ))}
  </>
);
