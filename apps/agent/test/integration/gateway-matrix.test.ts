/**
 * Every resource of the gateway × every method × everybody who can speak to it, from the gateway's
 * own table of resources: one that is new there and has no answer here fails the run.
 */
import { asking, type Method } from '@nanoedge/coap';
import type { Capabilities } from '@nanoedge/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { gatewayResources } from '../../src/edge/gateway/resources.ts';
import { aDeployment } from '../support/builders.ts';
import { call, deployment, type Door, presence, startGateway } from '../support/gateway-ground.ts';

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const satisfies readonly Method[];
const zeros = `sha256:${'0'.repeat(64)}`;

interface Cell {
  at: string;
  body?: string;
  /** What a service is answered that may do everything, and one that may do nothing. */
  may: string;
  mayNot: string;
}

/** The answers, by resource and method as the gateway has them. */
const cells: Readonly<Record<string, Cell>> = {
  'POST /events': { at: '/events', body: presence(), may: '2.04', mayNot: '4.03' },
  'GET /things/{name}': { at: '/things/motion', may: '2.05', mayNot: '4.03' },
  'PUT /things/{name}': {
    at: '/things/screen',
    body: '{"kind":"screen","mode":"cleared"}',
    may: '2.04',
    mayNot: '4.03',
  },
  'GET /roster': { at: '/roster', may: '2.05', mayNot: '4.03' },
  'GET /content/{digest}': { at: `/content/${zeros}`, may: '2.05', mayNot: '4.03' },
  // When it is, is no secret among those who were proven
  'GET /time': { at: '/time', may: '2.05', mayNot: '2.05' },
};

const [ports, bound] = [{}, {}] as Parameters<typeof gatewayResources>;
const resources = gatewayResources(ports, bound);
/** Every path that there is, and by which methods it is asked there or not. */
const asked = resources.flatMap(({ path, handlers }) =>
  methods.map((method) => {
    const has = handlers[method] !== undefined;
    const [first] = Object.entries(cells).filter(([name]) => name.endsWith(` ${path}`));
    const cell = cells[`${method} ${path}`];
    return { name: `${method} ${path}`, method, has, cell, at: (cell ?? first?.[1])?.at ?? path };
  }),
);
const nothing: Capabilities = { things: {}, events: [], content: false };

describe('the gateway', () => {
  it('has an answer here for every resource that it has, and there is no other', () => {
    const served = asked.filter(({ has }) => has).map(({ name }) => name);
    expect(Object.keys(cells).toSorted()).toEqual(served.toSorted());
  });

  let ground: Awaited<ReturnType<typeof startGateway>>;
  beforeEach(async () => {
    ground = await startGateway();
  });

  const ask = (door: Door, { method, at, cell }: (typeof asked)[number]) =>
    call(door, { method, path: at, ...(cell?.body === undefined ? {} : { body: cell.body }) });

  it.each(asked)('lets a service $name that may do everything', async (one) => {
    const { code } = await ask(ground.door, one);
    expect(code).toBe(one.cell?.may ?? '4.05');
  });

  it.each(asked)('answers $name by what a release may do: nothing', async (one) => {
    const spec = aDeployment({ name: 'meeting-room', nanoservice: 'meeting-room' });
    const { speaker, id, door } = await ground.make(spec);
    ground.allowed.set(spec.id, nothing);
    ground.allowed.set(deployment.id, nothing);
    ground.speakers.made(id, speaker);
    const { code } = await ask(door, one);
    expect(code === (one.cell?.mayNot ?? '4.05') || (!one.has && code === '4.03'), code).toBe(true);
    expect(ground.events).toEqual([]);
  });

  const strangers = [
    'a host without proof',
    'a secret of nobody',
    'a container of another device',
    'a container that is gone',
  ];
  const unproven = strangers.flatMap((who) => asked.map((one) => ({ who, ...one })));

  const doorOf = async (who: string): Promise<Door> => {
    const { port } = ground.door;
    if (who === 'a host without proof') return { port, key: null };
    if (who === 'a secret of nobody') return { port, key: asking(Buffer.alloc(32, 9), 'gateway') };
    if (who === 'a container of another device') {
      const other = await startGateway();
      const { door } = await other.make(aDeployment({ name: 'meeting-room' }));
      return { port, key: door.key };
    }
    expect(await call(ground.door, { path: '/time' })).toMatchObject({ code: '2.05' });
    await ground.engine.remove(ground.container);
    await ground.speakers.refresh();
    return ground.door;
  };

  it.each(unproven)('answers 4.01 and nothing else to $who: $name', async ({ who, ...one }) => {
    const { code, text } = await ask(await doorOf(who), one);
    expect({ code, text }).toEqual({ code: '4.01', text: '' });
    expect(ground.events).toEqual([]);
  });
});
