import type { ZoneId } from '@nanoedge/protocol';
import { placeInside } from '@/plan/routes/inside.ts';
import { onGrid, type PlanSource, type Sketch, withPlan } from './drawing.ts';

const besideMetres = 0.75;

/** What of a device is not on the plan yet. */
export const unplacedOf = ({ plan }: Sketch, { id, things }: PlanSource['devices'][number]) => ({
  device: plan.devices.every(({ device }) => device !== id),
  things: things.filter(({ name }) =>
    plan.things.every(({ device, thing }) => device !== id || thing !== name),
  ),
});

/** Puts what is not there yet of a device into the middle of its zone, side by side. */
export const placeDevice = (sketch: Sketch, device: PlanSource['devices'][number]): Sketch => {
  const { plan } = sketch;
  const missing = unplacedOf(sketch, device);
  const at = (id: ZoneId, beside: number): [number, number] => {
    const zone = plan.zones.find((one) => one.id === id);
    const [x, y] = placeInside(zone?.outline ?? []);
    return [onGrid(x + beside * besideMetres), onGrid(y)];
  };
  const floor = plan.zones.find(({ id }) => id === device.zone)?.floor;
  const mark = {
    device: device.id,
    at: at(device.zone, 0),
    ...(floor === undefined ? {} : { floor }),
  };
  const marks = missing.things.map(({ name, kind, zone }, index) => ({
    device: device.id,
    thing: name,
    kind,
    zone,
    at: at(zone, index + 1),
  }));
  return withPlan(sketch, {
    devices: missing.device ? [...plan.devices, mark] : plan.devices,
    things: [...plan.things, ...marks],
  });
};
