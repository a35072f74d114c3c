import { ManualClock } from '@nanoedge/base/testing';
import { describe, expect, it, vi } from 'vitest';
import { ObserveWriteStream } from '../node-coap.ts';
import { Registration } from './registration.ts';

interface Sent {
  observe: number | null;
  /** Of the Block2 option. */
  block: string | null;
  text: string;
}

/** A stream as node-coap makes it for a confirmable request, and what it sent. */
const newStream = (sent: Sent[]): ObserveWriteStream =>
  new ObserveWriteStream(
    { token: Buffer.from([1]), messageId: 1, confirmable: true },
    (_, { options = [], payload }) => {
      const valueOf = (wanted: string): Buffer | null =>
        options.find(({ name }) => name === wanted)?.value ?? null;
      const observe = valueOf('Observe');
      sent.push({
        observe: observe === null ? null : observe.readUIntBE(0, observe.length),
        block: valueOf('Block2')?.toString('hex') ?? null,
        text: payload?.toString() ?? '',
      });
    },
  );

const newGround = (bytes = 1024) => {
  const clock = new ManualClock();
  const sent: Sent[] = [];
  const stream = newStream(sent);
  const registration = new Registration({
    stream,
    path: '/state',
    client: '10.0.0.2',
    bytes,
    clock,
  });
  const fetch = (num: number): boolean => registration.answer(newStream(sent), { num, bytes });
  return { clock, sent, stream, registration, fetch };
};

const large = (letter: string, length = 2500): Buffer => Buffer.from(letter.repeat(length));

describe('a registration', () => {
  it('tells small states one after the other, each in a datagram of its own', () => {
    const { registration, sent } = newGround();
    for (const state of ['{}', '[]', 'x'.repeat(1024)]) registration.tell(Buffer.from(state));
    expect(sent.map(({ observe, block, text }) => [observe, block, text.length])).toEqual([
      [1, null, 2],
      [2, null, 2],
      [3, null, 1024],
    ]);
  });

  it('tells a large state block by block, under the number of its notification', () => {
    const { registration, sent, fetch } = newGround();
    registration.tell(large('a'));
    expect([fetch(1), fetch(2)]).toEqual([true, true]);
    expect(sent.map(({ observe, block }) => [observe, block])).toEqual([
      [1, '0e'],
      [1, '1e'],
      [1, '26'],
    ]);
    expect(sent.map(({ text }) => text).join('')).toBe(large('a').toString());
    registration.tell(Buffer.from('{}'));
    expect(sent.at(-1)).toEqual({ observe: 2, block: null, text: '{}' });
  });

  it('keeps the next states until the rest was fetched, and tells the last of them', () => {
    const { registration, sent, fetch } = newGround();
    registration.tell(large('a', 1500));
    for (const letter of ['b', 'c']) registration.tell(large(letter, 1500));
    expect(sent.length).toBe(1);
    fetch(1);
    expect(sent.map(({ observe, text }) => [observe, text.slice(0, 1), text.length])).toEqual([
      [1, 'a', 1024],
      [1, 'a', 476],
      [2, 'c', 1024],
    ]);
  });

  it('goes on after two seconds with a client that does not fetch the rest', async () => {
    const { clock, registration, sent, fetch } = newGround();
    registration.tell(large('a'));
    registration.tell(Buffer.from('{}'));
    await clock.advance(1_999);
    expect(sent.length).toBe(1);
    await clock.advance(1);
    expect(sent.at(-1)).toEqual({ observe: 2, block: null, text: '{}' });
    expect(fetch(1)).toBe(false);
  });

  it('cuts blocks of the size that the client asked for', () => {
    const { registration, sent, fetch } = newGround(64);
    registration.tell(large('a', 100));
    fetch(1);
    expect(sent.map(({ block, text }) => [block, text.length])).toEqual([
      ['0a', 64],
      ['12', 36],
    ]);
  });

  it('ends once, and leaves no timer behind', async () => {
    const { clock, registration, sent, stream } = newGround();
    let ended = 0;
    registration.onEnd(() => {
      ended += 1;
    });
    registration.tell(large('a'));
    registration.end();
    registration.end();
    expect([clock.pending, stream.writableEnded]).toEqual([0, true]);
    await vi.waitFor(() => expect(ended).toBe(1));
    registration.tell(Buffer.from('{}'));
    expect(sent.length).toBe(1);
  });
});
