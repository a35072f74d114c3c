import { asking } from '@nanoedge/coap';
import { describe, expect, it } from 'vitest';
import { toldAtMost } from '../../src/edge/gateway/telling-limit.ts';
import { aDeployment } from '../support/builders.ts';
import type { Capabilities } from '@nanoedge/protocol';
import {
  call,
  clientOf,
  deployment,
  presence,
  send,
  startGateway,
  storedContent,
} from '../support/gateway-ground.ts';

describe('the gateway', () => {
  it('takes an event from a service and notes who said it', async () => {
    const { door, events } = await startGateway();
    expect(await call(door, { method: 'POST', path: '/events', body: presence() })).toMatchObject({
      code: '2.04',
    });
    expect(events).toEqual([
      {
        source: { deployment: deployment.id, nanoservice: 'presence-detection' },
        type: 'presence.detected',
      },
    ]);
  });

  it('answers 4.01 and nothing else to whoever proves nothing, wherever they speak from', async () => {
    const { door, events } = await startGateway();
    for (const path of ['/events', '/things/screen', '/roster', '/.well-known/core'])
      expect(
        await call({ ...door, key: null }, { method: 'POST', path, body: presence() }),
      ).toMatchObject({ code: '4.01', text: '' });
    expect(events).toEqual([]);
  });

  it('answers 4.01 to a secret that is of no container of the device', async () => {
    const { door } = await startGateway();
    const other = await startGateway();
    const stranger = await other.make(aDeployment({ name: 'meeting-room' }));
    const key = asking(Buffer.alloc(32, 9), 'gateway');
    expect(await call({ port: door.port, key }, { path: '/things/motion' })).toMatchObject({
      code: '4.01',
    });
    expect(
      await call({ port: door.port, key: stranger.door.key }, { path: '/things/motion' }),
    ).toMatchObject({ code: '4.01' });
  });

  it('knows a container from when it was made, and no more once it is gone', async () => {
    const { engine, speakers, make } = await startGateway();
    const second = await make(aDeployment({ name: 'meeting-room', nanoservice: 'meeting-room' }));
    expect(await call(second.door, { path: '/things/motion' })).toMatchObject({ code: '4.01' });
    speakers.made(second.id, second.speaker);
    expect(await call(second.door, { path: '/things/motion' })).toMatchObject({ code: '2.05' });
    expect(await call(second.door, { path: '/roster' })).toMatchObject({
      code: '4.03',
      body: { error: 'the roster is not for this service; its release must ask for it' },
    });
    await engine.remove(second.speaker.container);
    await speakers.refresh();
    expect(await call(second.door, { path: '/things/motion' })).toMatchObject({ code: '4.01' });
  });

  it('knows every container again after a restart of the agent', async () => {
    const { speakers, make, engine } = await startGateway();
    const second = await make(aDeployment({ name: 'meeting-room', nanoservice: 'meeting-room' }));
    await speakers.refresh();
    engine.reachable = false;
    await speakers.refresh();
    expect(await call(second.door, { path: '/things/motion' })).toMatchObject({ code: '2.05' });
  });

  it('lets a service do what its release needs, and nothing else', async () => {
    const { door, allowed, events } = await startGateway();
    allowed.set(deployment.id, {
      things: { motion: 'read' } as Capabilities['things'],
      events: ['presence.cleared'],
      content: false,
    });
    const refusals: [string, string, string][] = [
      ['POST', '/events', presence()],
      ['PUT', '/things/screen', '{"kind":"screen","mode":"idle"}'],
      ['GET', '/things/ble', ''],
      ['PUT', '/things/motion', '{"kind":"motion","active":true,"at":1}'],
      ['GET', `/content/sha256:${'0'.repeat(64)}`, ''],
    ];
    for (const [method, path, body] of refusals)
      expect(
        await call(door, { method, path, ...(body === '' ? {} : { body }) } as never),
      ).toMatchObject({
        code: '4.03',
        body: { error: expect.any(String) },
      });
    const observing = await send(clientOf(door), door, { path: '/things/ble', observe: true });
    expect(observing.code).toBe('4.03');
    expect(await call(door, { path: '/things/motion' })).toMatchObject({ code: '2.05' });
    expect(await call(door, { path: '/time' })).toMatchObject({ code: '2.05' });
    expect(events).toEqual([]);
  });

  it('refuses with the reason what a screen may not show now, and lets it be cleared', async () => {
    const { door } = await startGateway();
    const meeting = { id: 'm', title: 'Review', room: 'aurora', endsAt: 1 };
    const content = { kind: 'screen', mode: 'content', meeting, items: [], welcome: [] };
    const put = (body: unknown) =>
      call(door, { method: 'PUT', path: '/things/screen', body: JSON.stringify(body) });
    expect(await put(content)).toMatchObject({
      code: '4.03',
      body: { error: expect.stringContaining('the meeting is over') },
    });
    expect(await put({ kind: 'screen', mode: 'cleared' })).toMatchObject({ code: '2.04' });
    expect(await call(door, { path: '/things/screen' })).toMatchObject({
      body: { mode: 'cleared' },
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
    const { door } = await startGateway();
    const answer = await call(door, { method: 'POST', path: '/events', body });
    expect(answer.code).toBe('4.00');
    expect(answer.body).toMatchObject(
      field === '' ? { error: expect.any(String) } : { error: expect.any(String), field },
    );
  });

  it('serves the roster in blocks to a service that is given it', async () => {
    const { door, roster } = await startGateway();
    expect((await call(door, { path: '/roster' })).body).toEqual(roster);
  });

  it('serves stored content by digest, and 4.04 for what is not here', async () => {
    const { door } = await startGateway();
    expect((await call(door, { path: `/content/sha256:${'0'.repeat(64)}` })).text).toBe(
      storedContent.toString(),
    );
    expect(await call(door, { path: `/content/sha256:${'1'.repeat(64)}` })).toMatchObject({
      code: '4.04',
    });
    expect(await call(door, { path: '/content/../../etc/passwd' })).toMatchObject({ code: '4.04' });
    expect(await call(door, { path: '/content/passwd' })).toMatchObject({ code: '4.00' });
  });

  it('reads and commands things, and refuses what a thing cannot do', async () => {
    const { door } = await startGateway();
    const lamps = Array.from({ length: 40 }, (_, n) => ({
      waypoint: `w${n}`,
      colour: '#e69f00',
      arrow: 'left',
      initials: 'BB',
    }));
    expect(
      await call(door, {
        method: 'PUT',
        path: '/things/lights',
        body: JSON.stringify({ kind: 'lights', lamps }),
      }),
    ).toMatchObject({
      code: '2.04',
    });
    expect((await call(door, { path: '/things/lights' })).body).toEqual({ kind: 'lights', lamps });
    expect(
      await call(door, {
        method: 'PUT',
        path: '/things/motion',
        body: '{"kind":"motion","active":true,"at":1}',
      }),
    ).toMatchObject({
      code: '4.05',
    });
    expect(
      await call(door, {
        method: 'PUT',
        path: '/things/lights',
        body: '{"kind":"screen","mode":"idle"}',
      }),
    ).toMatchObject({
      code: '4.05',
    });
    expect(await call(door, { path: '/things/toaster' })).toMatchObject({ code: '4.04' });
    expect(await call(door, { method: 'DELETE', path: '/things/lights' })).toMatchObject({
      code: '4.05',
    });
    expect(await call(door, { path: '/nothing' })).toMatchObject({ code: '4.04' });
  });

  it('takes no more events of a service than it may tell of, and says so once', async () => {
    const { door, events } = await startGateway();
    const client = clientOf(door);
    const tell = () => send(client, door, { method: 'POST', path: '/events', body: presence() });
    const codes: string[] = [];
    for (let told = 0; told < toldAtMost.burst + 200; told += 1) codes.push((await tell()).code);
    expect(new Set(codes.slice(0, toldAtMost.burst))).toEqual(new Set(['2.04']));
    expect(codes).toContain('4.29');
    const limited = events.filter(({ type }) => type === 'events.limited');
    expect(limited).toEqual([
      { source: { deployment: null, nanoservice: null }, type: 'events.limited' },
    ]);
    expect(events).toHaveLength(codes.filter((code) => code === '2.04').length + 1);
  });
});
