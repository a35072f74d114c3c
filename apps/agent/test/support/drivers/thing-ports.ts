import { type Clock, systemClock } from '@nanoedge/base';
import type { ThingHealth } from '@nanoedge/protocol';
import { World } from '../../../src/edge/things/simulation/world.ts';
import type { ThingPorts } from '../../../src/edge/things/things.ts';

/** What things need, where nothing real is: no GPIO, no bus. */
export const thingPorts = (
  change: Partial<ThingPorts> = {},
): ThingPorts & { told: { thing: string; health: ThingHealth }[] } => {
  const clock: Clock = change.clock ?? systemClock;
  const told: { thing: string; health: ThingHealth }[] = [];
  return {
    clock,
    world: new World(clock),
    random: () => 0.5,
    onFired: () => undefined,
    onScreen: () => undefined,
    onHealth: ({ name }, health) => void told.push({ thing: name, health }),
    gpio: { gpiomon: '/nonexistent/gpiomon', gpioget: '/nonexistent/gpioget' },
    busAddress: 'unix:path=/nonexistent/bus',
    ...change,
    told,
  };
};
