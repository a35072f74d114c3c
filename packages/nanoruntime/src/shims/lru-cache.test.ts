import { describe, expect, it } from 'vitest';
import { LRUCache } from './lru-cache.ts';

function cacheOf(options: { maxSize?: number; ttl?: number }, dropped: string[] = []) {
  return new LRUCache<string, string>({
    maxSize: options.maxSize ?? 1000,
    ttl: options.ttl ?? 60_000,
    sizeCalculation: (value) => value.length,
    dispose: (_, key) => dropped.push(key),
  });
}

describe('LRUCache', () => {
  it('drops the oldest when the bytes are full and says which', () => {
    const dropped: string[] = [];
    const cache = cacheOf({ maxSize: 10 }, dropped)
      .set('a', '12345')
      .set('b', '12345')
      .set('c', '1');
    expect([cache.peek('a'), cache.peek('b'), cache.peek('c'), dropped]).toEqual([
      undefined,
      '12345',
      '1',
      ['a'],
    ]);
  });

  it('never holds more than a fixed number, however small the entries', () => {
    const cache = cacheOf({ maxSize: 1_000_000 });
    for (let at = 0; at < 500; at++) cache.set(String(at), 'x');
    expect(cache.size).toBe(64);
  });

  it('forgets what is older than its time', () => {
    const cache = cacheOf({ ttl: 0 }).set('a', 'x');
    expect(cache.peek('a')).toBeUndefined();
    expect([cache.purgeStale(), cache.size]).toEqual([true, 0]);
  });
});
