import type { IncomingMessage, ObserveReadStream } from '@nanoedge/coap';
import type { SimulateCommand } from '@nanoedge/protocol';
import { describe, expect, it, vi } from 'vitest';
import { aDeployment } from '../support/builders.ts';
import { observerLimit } from '../../src/edge/gateway/gateway.ts';
import { call, clientOf, send, startGateway } from '../support/gateway-ground.ts';

describe('the gateway', () => {
  it('notifies an observer of every change until it says that it has enough', async () => {
    const { door, gateway } = await startGateway();
    const client = clientOf(door);
    const stream = (await send(client, door, {
      path: '/things/lights',
      observe: true,
    })) as IncomingMessage & ObserveReadStream;
    const seen: unknown[] = [];
    stream.on('data', (data: Buffer) => seen.push(JSON.parse(data.toString())));
    await vi.waitFor(() => expect(seen).toEqual([{ kind: 'lights', lamps: [] }]));
    const lamps = [{ waypoint: 'w', colour: '#e69f00', arrow: 'left', initials: 'BB' }];
    await call(door, {
      method: 'PUT',
      path: '/things/lights',
      body: JSON.stringify({ kind: 'lights', lamps }),
    });
    await vi.waitFor(() => expect(seen.at(-1)).toEqual({ kind: 'lights', lamps }));
    expect(gateway.observerCount).toBe(1);
    stream.close(true);
    await vi.waitFor(() => expect(gateway.observerCount).toBe(0));
  });

  it('tells an observer of a state larger than a datagram in blocks, each state whole', async () => {
    const { door, make, speakers } = await startGateway();
    const other = await make(aDeployment({ name: 'user-guidance' }));
    speakers.made(other.id, other.speaker);
    const sizes: number[] = [];
    const observer = clientOf(door, (datagram) => sizes.push(datagram.length));
    const stream = await send(observer, door, { path: '/things/lights', observe: true });
    const seen: unknown[] = [];
    stream.on('data', (data: Buffer) => seen.push(JSON.parse(data.toString())));
    const stateOf = (colour: string) => ({
      kind: 'lights',
      lamps: Array.from({ length: 64 }, (_, n) => ({
        waypoint: `w${n}`,
        colour,
        arrow: 'left',
        initials: 'BB',
      })),
    });
    const states = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2'].map(stateOf);
    for (const state of states)
      expect(
        await call(other.door, {
          method: 'PUT',
          path: '/things/lights',
          body: JSON.stringify(state),
        }),
      ).toMatchObject({ code: '2.04' });
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(states.at(-1)));
    for (const state of seen.slice(1)) expect(states).toContainEqual(state);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_152);
  });

  it('keeps one observation per container and thing, and none of a container that ended', async () => {
    const { door, gateway, container } = await startGateway();
    for (let turn = 0; turn < 5; turn += 1)
      await send(clientOf(door), door, { path: '/things/motion', observe: true });
    await send(clientOf(door), door, { path: '/things/ble', observe: true });
    expect(gateway.observerCount).toBe(2);
    expect(gateway.observerCount).toBeLessThanOrEqual(observerLimit);
    gateway.containerEnded(container);
    expect(gateway.observerCount).toBe(0);
  });

  it('lets a service see a simulated person come in', async () => {
    const { door, world } = await startGateway();
    const stream = (await send(clientOf(door), door, {
      path: '/things/motion',
      observe: true,
    })) as IncomingMessage & ObserveReadStream;
    const seen: boolean[] = [];
    stream.on('data', (data: Buffer) => seen.push(JSON.parse(data.toString()).active));
    const walk = {
      kind: 'walk',
      walker: 'bob',
      keys: ['k1'],
      startAt: Date.now(),
      legs: [{ zone: 'entrance', fromMs: 0, untilMs: null }],
    };
    world.command(walk as SimulateCommand);
    await vi.waitFor(() => expect(seen.slice(0, 3)).toEqual([false, true, false]), {
      timeout: 3_000,
    });
    world.command({ kind: 'clear' });
  });
});
