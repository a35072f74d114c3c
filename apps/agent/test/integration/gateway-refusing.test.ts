import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { waitUntil } from '@nanoedge/base/testing';
import { KeyRing, udp } from '@nanoedge/coap';
import { RawSpeaker } from '@nanoedge/coap/testing';
import { expect, it, onTestFinished } from 'vitest';
import { call, presence, startGateway } from '../support/gateway-ground.ts';

const path = '/events';
/** What all blocks of the flood would take, in bytes. */
const keptOfAll = 4_000 * 1024;

/** The gateway, with a service that it knows and a stranger who both mind no rules. */
const begin = async () => {
  const ground = await startGateway();
  const url = `coap://127.0.0.1:${String(ground.door.port)}`;
  const keys = new KeyRing(new Map(ground.door.key === null ? [] : [[url, ground.door.key]]));
  const service = new RawSpeaker(url, keys.towards(url, udp) ?? udp);
  const stranger = new RawSpeaker(url);
  onTestFinished(async () => {
    await service.close();
    await stranger.close();
  });
  const served = async (): Promise<void> => {
    const before = ground.events.length;
    const answer = await call(ground.door, { method: 'POST', path, body: presence() });
    expect(answer.code).toBe('2.04');
    expect(ground.events).toHaveLength(before + 1);
  };
  return { ...ground, service, stranger, served };
};

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const buffered = (): number => {
  collectGarbage();
  return process.memoryUsage().external;
};

it.each([true, false])(
  'the gateway refuses a body that begins with block 1,048,575, whether more is to come: %s',
  async (more) => {
    const { service, stranger, served, events } = await begin();
    for (const bytes of [16, 1024]) {
      const block = { num: 1_048_575, more, bytes };
      const far = { path, token: 'far', block };
      expect(await service.answerTo(service.put(far))).toMatch(/^4\.(08|13)$/);
      expect(await stranger.answerTo(stranger.put(far))).toBe('4.01');
    }
    expect(events).toEqual([]);
    await served();
  },
);

it.each(['service', 'stranger'] as const)(
  'the gateway lives through 4,000 first blocks with new tokens in 4 s from a %s, and keeps none',
  async (who) => {
    const ground = await begin();
    const speaker = ground[who];
    await speaker.beginBodies(path, { count: 200, ms: 200 });
    const before = buffered();
    speaker.heard.length = 0;
    await speaker.beginBodies(path, { count: 4_000, ms: 4_000 });
    await ground.served();
    await waitUntil('as little memory as before', () => buffered() - before < keptOfAll / 2);
    const codes = [...new Set(speaker.heard.map(({ code }) => code))].toSorted();
    expect(codes).toEqual([who === 'service' ? '4.13' : '4.01']);
    // The flood itself is told of, and nothing that it said
    const told = ground.events.map(({ type }) => type);
    expect(told.filter((type) => type !== 'requests.refused')).toEqual(['presence.detected']);
    expect(told.includes('requests.refused')).toBe(who === 'stranger');
  },
);

it('the gateway serves neither a token of 9 bytes nor an unknown critical option', async () => {
  const { service, stranger, served, events } = await begin();
  const get = (id: number, token: number): Buffer =>
    Buffer.concat([Buffer.from([0x40 | token, 1, id >> 8, id & 255]), Buffer.alloc(token)]);
  stranger.send(get(7_000, 9));
  const critical: [number, Buffer][] = [
    [9, Buffer.from([0x90])],
    [65, Buffer.from([0xd0, 65 - 13])],
  ];
  for (const [number, option] of critical) {
    stranger.send(Buffer.concat([get(8_000 + number, 0), option]));
    expect(await stranger.answerTo(8_000 + number)).toMatch(/^4\.0[12]$/);
  }
  service.send(Buffer.concat([get(9_000, 1), Buffer.from([0xd0, 65 - 13])]));
  expect(await service.answerTo(9_000)).toBe('4.02');
  expect(stranger.heard.filter(({ messageId, reset }) => messageId === 7_000 && !reset)).toEqual(
    [],
  );
  expect(events).toEqual([]);
  await served();
});
