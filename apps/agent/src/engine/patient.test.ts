import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { AddressInfo } from 'node:net';
import { ManualClock } from '@nanoedge/base/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EngineUnreachable } from '../errors.ts';
import { DockerEngine } from './docker.ts';
import type { EngineEvent } from './engine.ts';
import { FakeEngine } from './fake.ts';
import { PatientEngine } from './patient.ts';

const hangs = 'the container engine does not answer: it hangs';

/** An engine that accepts every call; while it hangs it never answers one. */
const hangingEngine = async () => {
  const waiting = new Set<ServerResponse>();
  const state = { hangs: true, calls: 0 };
  const answer = (response: ServerResponse): void => {
    response.setHeader('content-type', 'application/json');
    const version = { Version: '1', ApiVersion: '1.41', Arch: 'amd64' };
    response.end(JSON.stringify(response.req.url?.includes('version') === true ? version : []));
  };
  const server: Server = createServer((request, response) => {
    if (request.url?.includes('/events') === true) return;
    state.calls += 1;
    if (!state.hangs) return answer(response);
    waiting.add(response);
    response.on('close', () => waiting.delete(response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const stop = new AbortController();
  onTestFinished(() => {
    stop.abort();
    server.closeAllConnections();
    server.close();
  });
  const clock = new ManualClock();
  const { port } = server.address() as AddressInfo;
  const docker = new DockerEngine({ host: '127.0.0.1', port }, 'device-1', clock);
  const engine = new PatientEngine(docker, clock);
  const news: EngineEvent['kind'][] = [];
  engine.watch(({ kind }) => news.push(kind), stop.signal);
  return {
    clock,
    engine,
    news,
    state,
    waiting,
    revive: () => {
      state.hangs = false;
      for (const response of waiting) answer(response);
    },
  };
};

/** What a call came to, once it did. */
const outcome = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'answered',
    (error: unknown) => error,
  );

describe('an engine that accepts calls and never answers', () => {
  it('is known to hang within 7 s, and ends what waits for it', async () => {
    const { clock, engine, news } = await hangingEngine();
    const waits = [engine.list(), engine.inspect('c1'), engine.start('c1'), engine.memory('c1')];
    const ends = Promise.all(waits.map(outcome));
    await clock.advance(6_999);
    expect(engine.calls).toBe(4);
    await clock.advance(1);
    for (const end of await ends) {
      expect(end).toBeInstanceOf(EngineUnreachable);
      expect(end).toMatchObject({ message: hangs });
    }
    expect([engine.calls, news]).toEqual([0, ['down']]);
  });

  it('is not called again before it answers, whoever asks, and recovers by itself', async () => {
    const { clock, engine, news, state, waiting, revive } = await hangingEngine();
    await clock.advance(7_000);
    await vi.waitFor(() => expect(waiting.size).toBe(1));
    for (let second = 0; second < 60; second += 1) {
      const asked = [engine.list(), engine.info(), engine.readPath('c1', '/data')];
      for (const end of await Promise.all(asked.map(outcome)))
        expect(end).toMatchObject({ message: hangs });
      await clock.advance(1_000);
    }
    expect([state.calls, waiting.size, engine.calls]).toEqual([1, 1, 0]);
    revive();
    await vi.waitFor(async () => {
      await clock.advance(2_000);
      expect(await engine.list()).toEqual([]);
    });
    expect(news).toEqual(['down', 'up']);
  });

  it('gives up a single call that takes too long, though it answers others', async () => {
    const clock = new ManualClock();
    const slow = new FakeEngine('device-1');
    slow.list = async () => new Promise(() => undefined);
    const engine = new PatientEngine(slow, clock);
    const end = outcome(engine.list());
    await clock.advance(15_000);
    expect(await end).toMatchObject({
      message: 'the container engine did not answer within 15 s',
    });
    expect((await engine.info()).version).toBe('fake');
  });

  it('breaks a stream on which nothing moves for a minute', async () => {
    const clock = new ManualClock();
    const slow = new FakeEngine('device-1');
    const silent = new Readable({ read: () => undefined });
    slow.readPath = async () => silent;
    const stream = await new PatientEngine(slow, clock).readPath('c1', '/data');
    const end = outcome(once(stream, 'end'));
    await clock.advance(30_000);
    silent.push('x');
    await vi.waitFor(() => expect(stream.read()).not.toBeNull());
    await clock.advance(59_999);
    expect(stream.destroyed).toBe(false);
    await clock.advance(1);
    expect(await end).toBeInstanceOf(EngineUnreachable);
    await vi.waitFor(() => expect(silent.destroyed).toBe(true));
  });
});
