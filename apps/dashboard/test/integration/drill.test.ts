import { OutboxEvent, parse } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/server/services/actor.ts';
import { beginDrill } from '../../src/server/services/devices/begin-drill.ts';
import { readDrill } from '../../src/server/services/devices/read-drill.ts';
import { BeginDrillInput } from '../../src/server/services/devices/schema.ts';
import { ingestEvents } from '../../src/server/services/ingest/events.ts';
import { openEdge } from './support/edge.ts';
import { refusalOf } from './support/refusal.ts';
import { device, openWorld, type World } from './support/world.ts';

let world: World;
let admin: Actor;

beforeAll(async () => {
  world = await openWorld();
  admin = await world.actor('admin');
  await openEdge(world, 'room');
});
afterAll(() => world.close());

const id = device('room');

let seq = 0;
const tell = async (...bodies: Record<string, unknown>[]): Promise<void> => {
  const source = { deployment: null, nanoservice: null };
  const events = bodies.map((body) => {
    seq += 1;
    return parse(OutboxEvent, { seq, source, body }, 'event');
  });
  await ingestEvents(world.deps, id, { events });
};

describe('a drill', () => {
  it('is begun by an administrator, on a connected device, for 1 to 30 minutes', async () => {
    const viewer = await world.actor('viewer');
    await expect(beginDrill(world.deps, viewer, { id, minutes: 2 })).rejects.toThrow(/role admin/);
    expect(BeginDrillInput.parse({ id }).minutes).toBe(2);
    for (const minutes of [0, 31, 1.5])
      expect(BeginDrillInput.safeParse({ id, minutes }).error?.issues[0]?.message).toBe(
        'A drill lasts 1 to 30 minutes',
      );
    world.connected.delete(id);
    expect(await refusalOf(beginDrill(world.deps, admin, { id, minutes: 2 }))).toMatchObject({
      message: expect.stringContaining('not connected'),
    });
    world.connected.add(id);
    expect(await beginDrill(world.deps, admin, { id, minutes: 2 })).toEqual({
      endsAt: world.clock.now + 120_000,
    });
  });

  it('is none at first, then on, and over with what happened meanwhile', async () => {
    expect(await readDrill(world.deps, admin, { id })).toBeNull();
    const at = world.clock.now;
    const later = (ms: number) => at + ms;
    await tell({ type: 'drill.began', at, minutes: 2, endsAt: later(120_000) });
    expect(await readDrill(world.deps, admin, { id })).toMatchObject({ minutes: 2, over: null });
    await tell(
      { type: 'thing.fired', at: later(30_000), thing: 'motion', zone: 'aurora', detail: 'motion' },
      { type: 'drill.ended', at: later(120_000), by: 'time' },
      { type: 'agent.started', at: later(130_000), version: '1' },
    );
    const drill = await readDrill(world.deps, admin, { id });
    expect(drill?.over).toMatchObject({ at: later(120_000), by: 'time', happened: 1 });
    expect(drill?.over?.events.map(({ body }) => body.type)).toEqual(['thing.fired']);
  });
});
