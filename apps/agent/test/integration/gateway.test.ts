import { createSocket } from 'node:dgram';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { aDeployment } from '../support/builders.ts';
import {
  call,
  deployment,
  device,
  presence,
  startGateway,
  storedContent,
} from '../support/gateway-ground.ts';

describe('the gateway', () => {
  it('takes an event from a service and notes who said it', async () => {
    const { port, events } = await startGateway();
    expect(await call(port, { method: 'POST', path: '/events', body: presence() })).toMatchObject({
      code: '2.04',
    });
    expect(events).toEqual([
      {
        source: { deployment: deployment.id, nanoservice: 'presence-detection' },
        type: 'presence.detected',
      },
    ]);
  });

  it('refuses somebody whose address belongs to no container of the device', async () => {
    const { port, events } = await startGateway();
    expect(
      await call(port, { from: '127.0.0.9', method: 'POST', path: '/events', body: presence() }),
    ).toMatchObject({
      code: '4.03',
      body: { error: expect.any(String) },
    });
    expect(events).toEqual([]);
  });

  it('knows a service that has just started, once the engine told of it', async () => {
    const { port, engine, gateway } = await startGateway();
    const second = aDeployment({ name: 'meeting-room', nanoservice: 'meeting-room' });
    expect(await call(port, { from: '127.0.0.3', path: '/things/motion' })).toMatchObject({
      code: '4.03',
    });
    const container = await engine.create(containerSpec(second, { device, address: '127.0.0.1' }));
    await engine.start(container);
    gateway.containerChanged(container, false);
    expect(await call(port, { from: '127.0.0.3', path: '/things/motion' })).toMatchObject({
      code: '2.05',
    });
    expect(await call(port, { from: '127.0.0.3', path: '/roster' })).toMatchObject({
      code: '4.03',
      body: { error: 'the roster is not for this service; its release must ask for it' },
    });
  });

  it.each([
    ['not JSON', '{', ''],
    ['an unknown type', JSON.stringify({ type: 'nonsense', at: 1 }), 'type'],
    [
      'a time that is not of today',
      JSON.stringify({ type: 'presence.detected', at: 5, zone: 'entrance' }),
      'at',
    ],
    [
      'a zone that is none',
      JSON.stringify({ type: 'presence.detected', at: Date.now(), zone: '' }),
      'zone',
    ],
  ])('answers 4.00 with a diagnostic to %s', async (_, body, field) => {
    const { port } = await startGateway();
    const answer = await call(port, { method: 'POST', path: '/events', body });
    expect(answer.code).toBe('4.00');
    expect(answer.body).toMatchObject(
      field === '' ? { error: expect.any(String) } : { error: expect.any(String), field },
    );
  });

  it('serves the roster in blocks to a service that is given it', async () => {
    const { port, roster } = await startGateway();
    expect((await call(port, { path: '/roster' })).body).toEqual(roster);
  });

  it('serves stored content by digest, and 4.04 for what is not here', async () => {
    const { port } = await startGateway();
    expect((await call(port, { path: `/content/sha256:${'0'.repeat(64)}` })).text).toBe(
      storedContent.toString(),
    );
    expect(await call(port, { path: `/content/sha256:${'1'.repeat(64)}` })).toMatchObject({
      code: '4.04',
    });
    expect(await call(port, { path: '/content/../../etc/passwd' })).toMatchObject({ code: '4.04' });
    expect(await call(port, { path: '/content/passwd' })).toMatchObject({ code: '4.00' });
  });

  it('reads and commands things, and refuses what a thing cannot do', async () => {
    const { port } = await startGateway();
    const lamps = Array.from({ length: 40 }, (_, n) => ({
      waypoint: `w${n}`,
      colour: '#e69f00',
      arrow: 'left',
      initials: 'BB',
    }));
    expect(
      await call(port, {
        method: 'PUT',
        path: '/things/lights',
        body: JSON.stringify({ kind: 'lights', lamps }),
      }),
    ).toMatchObject({
      code: '2.04',
    });
    expect((await call(port, { path: '/things/lights' })).body).toEqual({ kind: 'lights', lamps });
    expect(
      await call(port, {
        method: 'PUT',
        path: '/things/motion',
        body: '{"kind":"motion","active":true,"at":1}',
      }),
    ).toMatchObject({
      code: '4.05',
    });
    expect(
      await call(port, {
        method: 'PUT',
        path: '/things/lights',
        body: '{"kind":"screen","mode":"idle"}',
      }),
    ).toMatchObject({
      code: '4.05',
    });
    expect(await call(port, { path: '/things/toaster' })).toMatchObject({ code: '4.04' });
    expect(await call(port, { method: 'DELETE', path: '/things/lights' })).toMatchObject({
      code: '4.05',
    });
    expect(await call(port, { path: '/nothing' })).toMatchObject({ code: '4.04' });
  });

  it('survives ten thousand random datagrams', async () => {
    const { port, events } = await startGateway();
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.2', resolve));
    for (let n = 0; n < 10_000; n += 1) {
      const bytes = randomBytes(1 + (n % 80));
      // Every other one looks like CoAP: version 1, then whatever
      if (n % 2 === 0) bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
      await new Promise<void>((resolve) => socket.send(bytes, port, '127.0.0.1', () => resolve()));
    }
    socket.close();
    expect(await call(port, { method: 'POST', path: '/events', body: presence() })).toMatchObject({
      code: '2.04',
    });
    expect(events.map(({ type }) => type)).toEqual(['presence.detected']);
  });
});
