import { ManualClock } from '@nanoedge/base/testing';
import { describe, expect, it, vi } from 'vitest';
import { ObserveWriteStream } from '../node-coap.ts';
import { Observers } from './observers.ts';
import { Registration } from './registration.ts';

const newGround = (limits = { limit: 3, onePerClient: false }) => {
  const observers = new Observers(limits);
  const told: string[] = [];
  const released: string[] = [];
  const add = (key: string, client = '10.0.0.2', path = '/state'): ObserveWriteStream => {
    const stream = new ObserveWriteStream(
      { token: Buffer.from(key), messageId: 1, confirmable: true },
      (_, { payload }) => {
        if (payload !== undefined) told.push(`${key} ${payload.toString()}`);
      },
    );
    const clock = new ManualClock();
    const registration = new Registration({ stream, path, client, bytes: 1024, clock });
    registration.onEnd(() => released.push(key));
    observers.add(key, registration);
    return stream;
  };
  return { observers, told, released, add };
};

describe('the observers of a server', () => {
  it('are told of their own resource', () => {
    const { observers, told, add } = newGround();
    add('a');
    add('b', '10.0.0.3', '/other');
    add('c', '10.0.0.4');
    for (const one of observers.at('/state')) one.tell(Buffer.from('{}'));
    expect(told).toEqual(['a {}', 'c {}']);
    expect([observers.size, observers.at('/nothing')]).toEqual([3, []]);
  });

  it('are so many at most: the oldest makes room', async () => {
    const { observers, released, add } = newGround();
    for (const key of ['a', 'b', 'c', 'd']) add(key);
    expect([observers.size, observers.find('a')]).toEqual([3, undefined]);
    await vi.waitFor(() => expect(released).toEqual(['a']));
  });

  it('are not the oldest any more when they register again', async () => {
    const { released, add } = newGround();
    for (const key of ['a', 'b', 'c', 'a', 'd']) add(key);
    await vi.waitFor(() => expect(released).toEqual(['a', 'b']));
  });

  it('replace each other by client and resource where that is asked for', async () => {
    const { observers, released, add } = newGround({ limit: 9, onePerClient: true });
    add('a');
    add('b', '10.0.0.2', '/other');
    add('c', '10.0.0.3');
    add('d');
    expect(observers.size).toBe(3);
    await vi.waitFor(() => expect(released).toEqual(['a']));
  });

  it('go when they want no more, when their client is given up, and all at the end', async () => {
    const { observers, released, add } = newGround({ limit: 9, onePerClient: false });
    const stream = add('a');
    for (const key of ['b', 'c']) add(key, '10.0.0.3');
    add('d', '10.0.0.4');
    stream.end();
    await vi.waitFor(() => expect(released).toEqual(['a']));
    observers.removeFrom('10.0.0.3');
    expect(observers.size).toBe(1);
    await vi.waitFor(() => expect(released).toEqual(['a', 'b', 'c']));
    observers.clear();
    expect(observers.size).toBe(0);
    await vi.waitFor(() => expect(released).toEqual(['a', 'b', 'c', 'd']));
  });
});
