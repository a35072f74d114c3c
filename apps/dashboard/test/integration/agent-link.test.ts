import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LinkBusy, parse } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { greetedAtOnce } from '../../src/server/socket/admission.ts';
import { enrol, makeKey, prove, type TestAgent } from './support/agent.ts';
import { AgentSocket } from './support/agent-socket.ts';
import { type LinkLab, openLinkLab, sighting } from './support/link-lab.ts';

let lab: LinkLab;
beforeAll(async () => {
  lab = await openLinkLab();
});
afterAll(() => lab.close());

describe('enrolling', () => {
  it('takes a join key once, and again only from the agent that used it', async () => {
    const key = makeKey();
    const answer = await enrol(lab.dashboard.url, 'corridor', key);
    expect(await answer.json()).toMatchObject({ device: 'corridor', site: 'demo' });
    expect((await enrol(lab.dashboard.url, 'corridor', key)).status).toBe(200);
    expect((await enrol(lab.dashboard.url, 'corridor', makeKey())).status).toBe(403);
    expect((await enrol(lab.dashboard.url, 'nobody-expects-this', makeKey())).status).toBe(403);
  });

  it('refuses what is no Ed25519 key and what is no enrolment at all', async () => {
    const garbage = { ...makeKey(), publicKey: 'A'.repeat(59) };
    expect((await enrol(lab.dashboard.url, 'room', garbage)).status).toBe(400);
    expect((await lab.dashboard.post('/api/agents/enrol', { joinKey: 'short' })).status).toBe(400);
  });
});

describe('the agents’ link', () => {
  it('gives desired state to an agent that proves its key, and nothing to one that does not', async () => {
    const entrance = await lab.agent('entrance');
    expect(entrance.hello.desired.deployments.map(({ name }) => name)).toEqual([
      'bluetooth-scanner-entrance',
      'presence-detection-entrance',
    ]);
    const impostor = await prove(lab.dashboard.url, 'entrance', makeKey());
    lab.ends(impostor.socket);
    expect(impostor.answer).toMatchObject({ ok: false });
    await vi.waitFor(() => expect(impostor.socket.connected).toBe(false));
    expect(entrance.socket.connected).toBe(true);
  });

  it('does not hear events before the proof, and drops who sends them', async () => {
    const socket = lab.ends(new AgentSocket(lab.dashboard.url, 'entrance'));
    await new Promise((resolve) => socket.once('challenge', resolve));
    socket.raw.emit('events', { events: [sighting(1)] });
    await vi.waitFor(() => expect(socket.connected).toBe(false));
  });

  it('refuses an agent of another link version by name', async () => {
    const socket = lab.ends(new AgentSocket(lab.dashboard.url, 'entrance', { linkVersion: 99 }));
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    expect(error.message).toContain('version 2');
  });

  it('asks who comes while as many as can be are greeted to come back, and lets them in then', async () => {
    const crowd = Array.from({ length: greetedAtOnce }, () =>
      lab.ends(new AgentSocket(lab.dashboard.url, 'entrance')),
    );
    await Promise.all(
      crowd.map((socket) => new Promise((resolve) => socket.once('challenge', resolve))),
    );
    const late = lab.ends(new AgentSocket(lab.dashboard.url, 'room'));
    const error = await new Promise<unknown>((resolve) => late.once('connect_error', resolve));
    const { data } = parse(z.object({ data: LinkBusy }), error, 'a connection error');
    expect(data.comeBackMs).toBeGreaterThan(0);
    for (const socket of crowd) socket.disconnect();
    await vi.waitFor(async () => {
      const again = lab.ends(new AgentSocket(lab.dashboard.url, 'room'));
      await new Promise((resolve, reject) => {
        again.once('challenge', resolve);
        again.once('connect_error', reject);
      });
    });
  });

  it('keeps the newer of two links of one device', async () => {
    const first = await lab.agent('closet');
    const second = await lab.agent('closet');
    await vi.waitFor(() => expect(first.socket.connected).toBe(false));
    expect(second.socket.connected).toBe(true);
    const { devices } = await (await lab.browse(lab.alice)).subscribe();
    expect(devices.find(({ device }) => device === 'closet')?.connected).toBe(true);
  });

  it('tells a device the addresses of its peers as soon as they are known', async () => {
    const closet = await lab.agent('closet');
    expect(
      closet.hello.desired.deployments.find(({ name }) => name === 'main-controller')?.peers,
    ).not.toHaveProperty('meeting-room');
    const room = await lab.agent('room');
    await vi.waitFor(() =>
      expect(
        closet.desired.at(-1)?.deployments.find(({ name }) => name === 'main-controller')?.peers,
      ).toMatchObject({
        'meeting-room': 'coap://10.0.0.4:5705',
        'authentication-engine': 'coap://authentication-engine:5683',
      }),
    );
    expect(
      room.hello.desired.deployments.find(({ name }) => name === 'bluetooth-scanner-room')?.peers,
    ).toEqual({
      'main-controller': 'coap://10.0.0.6:5701',
    });
  });

  it('moves a service to another port where its engine does not give it its own, and tells its peers', async () => {
    const closet = await lab.agent('closet');
    const room = await lab.agent('room');
    const portOf = (agent: TestAgent, name: string): number | null | undefined =>
      (agent.desired.at(-1) ?? agent.hello.desired).deployments.find((one) => one.name === name)
        ?.port;
    const held = portOf(room, 'meeting-room');
    const other = portOf(room, 'bluetooth-scanner-room');
    if (typeof held !== 'number') throw new TypeError('meeting-room has no port');
    await room.report([held]);
    await vi.waitFor(() => expect(portOf(room, 'meeting-room')).not.toBe(held));
    const moved = portOf(room, 'meeting-room');
    expect(moved).toBeGreaterThan(held);
    await vi.waitFor(() =>
      expect(
        closet.desired.at(-1)?.deployments.find(({ name }) => name === 'main-controller')?.peers,
      ).toMatchObject({ 'meeting-room': `coap://10.0.0.4:${String(moved)}` }),
    );
    // A report of before is no news
    await room.report([held]);
    expect((await lab.agent('room')).hello.desired.deployments).toContainEqual(
      expect.objectContaining({ name: 'meeting-room', port: moved }),
    );
    expect(portOf(room, 'bluetooth-scanner-room')).toBe(other);
  });

  it('asks a device for the log of a service, and says so when it does not give it', async () => {
    const closet = await lab.agent('closet');
    const log = () =>
      lab.dashboard
        .client('admin')
        .ask((api) =>
          api.deployments.log.query({ deployment: 'authentication-engine', lines: 20 }),
        );
    closet.socket.on('log', ({ lines }: { lines: number }, answer) =>
      answer({ ok: true, value: { isMade: true, lines: [`${String(lines)} lines`] } }),
    );
    expect(await log()).toEqual({ isMade: true, lines: ['20 lines'] });
    closet.socket.off('log');
    closet.socket.on('log', (_asked, answer) => answer({ ok: false, error: 'it hangs' }));
    await expect(log()).rejects.toThrow('does not give its log now');
  });

  it('answers a bad message with what is wrong with it and stays connected', async () => {
    const entrance = await lab.agent('entrance');
    expect(await entrance.socket.emitWithAck('events', { events: [{ seq: 0 }] })).toMatchObject({
      ok: false,
      error: expect.stringContaining('events'),
    });
    expect(entrance.socket.connected).toBe(true);
  });

  it('lets a device fetch what its desired state names, and only that, signed and fresh', async () => {
    const upload = new FormData();
    upload.set('file', new File(['# Agenda'], 'agenda.md', { type: 'text/markdown' }));
    const uploaded = await fetch(`${lab.dashboard.url}/api/content`, {
      method: 'POST',
      headers: { cookie: lab.alice, origin: lab.dashboard.url },
      body: upload,
    });
    expect(uploaded.status).toBe(201);
    const { digest } = z.object({ digest: z.string() }).parse(await uploaded.json());
    const room = await lab.agent('room');
    expect((await room.fetchContent(lab.dashboard.url, digest)).status).toBe(404);
    const meeting = {
      site: 'demo',
      title: 'Budget',
      room: 'aurora',
      startsAt: Date.now(),
      endsAt: Date.now() + 3_600_000,
      participants: ['bob'],
      content: [{ kind: 'file' as const, name: 'agenda.md', digest }],
    };
    await lab.dashboard.client('alice').ask((api) => api.meetings.create.mutate(meeting));
    await vi.waitFor(() => expect(room.desired.at(-1)?.content).toContain(digest));
    expect(await (await room.fetchContent(lab.dashboard.url, digest)).text()).toBe('# Agenda');
    const manifest = room.desired.at(-1)?.display?.meetings[0]?.content ?? '';
    expect(await (await room.fetchContent(lab.dashboard.url, manifest)).json()).toMatchObject({
      items: [{ kind: 'markdown', digest }],
    });
    expect(
      (await room.fetchContent(lab.dashboard.url, digest, Date.now() - 6 * 60_000)).status,
    ).toBe(403);
    const closet = await lab.agent('closet');
    expect((await closet.fetchContent(lab.dashboard.url, digest)).status).toBe(404);
  });
});
