import { waitUntil } from '@nanoedge/base/testing';
import { KeyRing, udp } from '@nanoedge/coap';
import { RawSpeaker } from '@nanoedge/coap/testing';
import { expect, it, onTestFinished } from 'vitest';
import { type Guarded, startGuarded } from './guarded.ts';
import type { Running } from './subject.ts';

/** How many bodies are begun, and in which time. */
const flood = { count: 4_000, ms: 4_000 };

/** What a service is asked that is none of its resources: a block is judged before those are. */
const path = '/body';
const farBlock = 1_048_575;

/** By how much a process may grow: V8 takes some more before it collects. */
const mayGrow = (before: number): number => (before > 32 * 2 ** 20 ? 1.5 : 1.25);

const isAlive = async (running: Running, before: number, most: number): Promise<void> => {
  expect(await running.alive()).toBe(true);
  expect(await running.memory()).toBeLessThanOrEqual(Math.min(most, before * mayGrow(before)));
};

const header = (messageId: number, { type = 0, token = 0 } = {}): Buffer =>
  Buffer.from([0x40 | (type << 4) | token, 1, messageId >> 8, messageId & 255]);

/** The option of this odd number, empty: who does not know it must not serve (RFC 7252 §5.4.1). */
const critical = (number: number): Buffer =>
  number < 13 ? Buffer.from([number << 4]) : Buffer.from([0xd0, number - 13]);

/** What a service refuses before it keeps anything of it, of its agent and of strangers. */
export const refusing = (subject: Guarded): void => {
  const begin = async () => {
    const started = await startGuarded(subject);
    const { running, key } = started;
    const shared = new KeyRing(new Map([[running.url, key]])).towards(running.url, udp);
    if (shared === null) throw new TypeError('nothing is shared with the service');
    const speakers = {
      agent: new RawSpeaker(running.url, shared),
      stranger: new RawSpeaker(running.url),
    };
    onTestFinished(async () => {
      await speakers.agent.close();
      await speakers.stranger.close();
    });
    return { ...started, ...speakers };
  };

  it.each([true, false])(
    'a body that begins with block 1,048,575 is refused and costs nothing, more to come: %s',
    async (more) => {
      const { running, agent, stranger, isHealthy } = await begin();
      const before = await running.memory();
      for (const bytes of [16, 1024]) {
        const block = { num: farBlock, more, bytes };
        expect(await agent.answerTo(agent.put({ path, token: 'far', block }))).toMatch(
          /^4\.(08|13)$/,
        );
        expect(await stranger.answerTo(stranger.put({ path, token: 'far', block }))).toBe('4.01');
      }
      expect(await isHealthy()).toBe(true);
      await isAlive(running, before, subject.maximumMemory);
    },
  );

  it('4,000 first blocks with new tokens in 4 s, protected or not, cost no memory', async () => {
    const { running, agent, stranger, isHealthy } = await begin();
    for (const speaker of [stranger, agent]) {
      await speaker.beginBodies(path, { count: 200, ms: 200 });
      const before = await running.memory();
      speaker.heard.length = 0;
      await speaker.beginBodies(path, flood);
      await waitUntil('health', () => isHealthy().catch(() => false));
      await isAlive(running, before, subject.maximumMemory);
      expect(speaker.heard.length).toBeGreaterThan(0);
    }
    const codes = ({ heard }: RawSpeaker) => new Set(heard.map(({ code }) => code));
    expect(codes(stranger)).toEqual(new Set(['4.01']));
    expect([...codes(agent)].filter((code) => code !== '4.13' && code !== '2.31')).toEqual([]);
    expect(agent.heard.filter(({ code }) => code === '2.31').length).toBeLessThanOrEqual(8);
  });

  it('neither a token of 9 bytes nor an unknown critical option is served', async () => {
    const { running, agent, stranger, isHealthy } = await begin();
    for (const type of [0, 1])
      stranger.send(Buffer.concat([header(7_000 + type, { type, token: 9 }), Buffer.alloc(9)]));
    for (const number of [9, 65]) {
      stranger.send(Buffer.concat([header(8_000 + number), critical(number)]));
      expect(await stranger.answerTo(8_000 + number)).toMatch(/^4\.0[12]$/);
    }
    agent.send(Buffer.concat([header(9_000, { token: 1 }), Buffer.from('t'), critical(65)]));
    expect(await agent.answerTo(9_000)).toBe('4.02');
    const answered = stranger.heard.filter(({ messageId }) => [7_000, 7_001].includes(messageId));
    expect(answered.filter(({ reset }) => !reset)).toEqual([]);
    expect(await isHealthy()).toBe(true);
    expect(await running.alive()).toBe(true);
  });
};
