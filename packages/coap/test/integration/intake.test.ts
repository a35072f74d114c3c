import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changed, CoapServer, silentLog } from '../../src/index.ts';
import { RawSpeaker, type SentBlock } from '../../src/testing/index.ts';

let server: CoapServer;
let speaker: RawSpeaker;
let bodies: string[];

beforeEach(async () => {
  bodies = [];
  const handler = ({ payload }: { payload: Buffer }) => {
    bodies.push(payload.toString());
    return changed();
  };
  server = new CoapServer([{ path: '/body', type: 'test', handlers: { PUT: handler } }], {
    port: 0,
    address: '127.0.0.1',
    log: silentLog,
  });
  speaker = new RawSpeaker(`coap://127.0.0.1:${String(await server.start())}`);
});
afterEach(async () => {
  await speaker.close();
  await server.stop();
});

const raw = (datagram: Buffer): void => speaker.send(datagram);
const answerTo = (id: number): Promise<string> => speaker.answerTo(id);

/** One block of a body under a token; gives its message id. */
const put = (token: string, block: SentBlock | null, payload?: string): number =>
  speaker.put({
    path: '/body',
    token,
    ...(block === null ? {} : { block }),
    ...(payload === undefined ? {} : { payload }),
  });
const served = async (): Promise<void> => expect(await answerTo(put('fine', null))).toBe('2.04');

describe('a body in blocks', () => {
  it.each([true, false])(
    'that begins with block 1,048,575 is incomplete, whether more is to come: %s',
    async (more) => {
      expect(await answerTo(put('far', { num: 1_048_575, more, bytes: 16 }))).toMatch(/4\.(08|13)/);
      expect(await answerTo(put('far', { num: 1_048_575, more }))).toMatch(/4\.(08|13)/);
      expect(bodies).toEqual([]);
      await served();
    },
  );

  it('that skips a block is incomplete, and can be begun anew', async () => {
    expect(await answerTo(put('t', { num: 0, more: true }))).toBe('2.31');
    expect(await answerTo(put('t', { num: 2, more: false }))).toBe('4.08');
    expect(await answerTo(put('t', { num: 1, more: false }))).toBe('4.08');
    expect(await answerTo(put('t', { num: 0, more: true }))).toBe('2.31');
    expect(await answerTo(put('t', { num: 1, more: true }))).toBe('2.31');
    expect(await answerTo(put('t', { num: 0, more: true }))).toBe('2.31');
    expect(await answerTo(put('t', { num: 1, more: false }, 'end'))).toBe('2.04');
    expect(bodies).toEqual([`${'x'.repeat(1024)}end`]);
  });

  it('each block of which has a token of its own is put together', async () => {
    expect(await answerTo(put('one', { num: 0, more: true }))).toBe('2.31');
    expect(await answerTo(put('two', { num: 1, more: true }))).toBe('2.31');
    expect(await answerTo(put('three', { num: 2, more: false }, 'end'))).toBe('2.04');
    expect(bodies).toEqual([`${'x'.repeat(2048)}end`]);
  });

  it('whose block is shorter than it says, or has no size, is no request', async () => {
    expect(await answerTo(put('t', { num: 0, more: true }, 'short'))).toBe('4.00');
    expect(await answerTo(put('u', { num: 0, more: true, bytes: 2048 }, 'x'))).toBe('4.00');
    await served();
  });

  it('without a token cannot be told from another', async () => {
    expect(await answerTo(put('', { num: 0, more: true }))).toBe('4.08');
  });
});

it('a flood of first blocks is refused, costs no memory, and leaves what is going on alone', async () => {
  const own = put('own', { num: 0, more: true });
  expect(await answerTo(own)).toBe('2.31');
  const before = process.memoryUsage();
  const ids: number[] = [];
  for (let round = 0; round < 200; round += 1) {
    for (let one = 0; one < 20; one += 1)
      ids.push(put(`f${String(ids.length)}`, { num: 0, more: true }));
    await answerTo(ids.at(-1) ?? 0);
  }
  const { heard } = speaker;
  const codes = new Set(
    heard.filter(({ messageId: id }) => ids.includes(id)).map(({ code }) => code),
  );
  expect([...codes].toSorted()).toEqual(['2.31', '4.13']);
  expect(heard.filter(({ code }) => code === '2.31').length).toBeLessThanOrEqual(8);
  const after = process.memoryUsage();
  expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(
    24 * 1024 * 1024,
  );
  expect(await answerTo(put('own', { num: 1, more: false }, 'end'))).toBe('2.04');
  await served();
});

describe('a message that is none', () => {
  const get = (id: number, options: Buffer, { type = 0, token = 0 } = {}): Buffer =>
    Buffer.concat([
      Buffer.from([0x40 | (type << 4) | token, 1, id >> 8, id & 255]),
      Buffer.alloc(token),
      options,
    ]);

  it.each([9, 12, 13, 14, 15])('with a token length of %i is reset', async (token) => {
    raw(get(5000 + token, Buffer.from([]), { token }));
    expect(await answerTo(5000 + token)).toBe('reset');
    await served();
  });

  it('of another version, or shorter than a header, or not confirmable, is ignored', async () => {
    raw(Buffer.from([0xc0, 1, 0x20, 1]));
    raw(Buffer.from([0x40, 1]));
    raw(get(0x2002, Buffer.from([]), { token: 9, type: 1 }));
    await served();
    expect(speaker.heard.length).toBe(1);
  });

  it('with an unknown critical option is answered 4.02, with an elective one it is served', async () => {
    raw(get(6001, Buffer.from([0x90])));
    expect(await answerTo(6001)).toBe('4.02');
    raw(get(6002, Buffer.from([0xd0, 65 - 13])));
    expect(await answerTo(6002)).toBe('4.02');
    raw(get(6003, Buffer.from([0xd0, 66 - 13])));
    expect(await answerTo(6003)).toBe('4.04');
    raw(get(6004, Buffer.from([0xd0, 19 - 13])));
    expect(await answerTo(6004)).toBe('4.02');
  });

  it('with options that break off is reset', async () => {
    raw(get(6101, Buffer.from([0xf1, 1])));
    expect(await answerTo(6101)).toBe('reset');
    await served();
  });
});

it('a datagram of more than four blocks is not looked at', async () => {
  const large = put('large', null, 'x'.repeat(5_000));
  expect(await answerTo(put('small', null, 'x'.repeat(3_000)))).toBe('2.04');
  expect(speaker.heard.map(({ messageId: id }) => id)).not.toContain(large);
  expect(bodies).toEqual(['x'.repeat(3_000)]);
});
