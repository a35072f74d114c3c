import { hourMs } from '@nanoedge/base';
import { type OutboxEvent, OutboxEvent as OutboxEventSchema, parse } from '@nanoedge/protocol';
import { isLate, lateAfterMs, lateTimes } from '@nanoedge/words';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingestEvents } from '../../src/server/services/ingest/events.ts';
import { listEvents } from '../../src/server/services/events/list.ts';
import { device, openWorld, site, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const entrance = device('entrance');
const count = 300;
const offlineMs = 4 * hourMs;

it('each of 300 events of a device that was offline for four hours says when it happened and when it arrived', async () => {
  const backAt = world.clock.now;
  const happenedAt = (seq: number): number => backAt - offlineMs + (seq * offlineMs) / (count + 1);
  const events = Array.from({ length: count }, (_event, index): OutboxEvent => {
    const seq = index + 1;
    return parse(
      OutboxEventSchema,
      {
        seq,
        source: { deployment: null, nanoservice: null },
        body: { type: 'presence.detected', at: Math.round(happenedAt(seq)), zone: 'entrance' },
      },
      'event',
    );
  });
  await ingestEvents(world.deps, entrance, { events });

  const viewer = await world.actor('viewer');
  const page = await listEvents(world.deps, viewer, { site, device: entrance, limit: count });
  expect(page.events).toHaveLength(count);
  const clock = { zone: 'Europe/Berlin', hour12: false };
  for (const event of page.events) {
    expect(event.body.at).toBe(Math.round(happenedAt(event.seq)));
    expect(event.receivedAt).toBe(backAt);
    const moments = { at: event.body.at, receivedAt: event.receivedAt };
    if (event.receivedAt - event.body.at < lateAfterMs) continue;
    expect(isLate(moments)).toBe(true);
    expect(lateTimes(moments, event.receivedAt, clock)).toMatch(/^\d\d:\d\d.*, arrived \d\d:\d\d$/);
  }
});
