import { describe, expect, it } from 'vitest';
import { TimerHeap, type HeapEntry } from './timer-heap.ts';

function entry(due: number): HeapEntry {
  return { due, at: -1, fire: () => undefined };
}

function drain(heap: TimerHeap): number[] {
  const order: number[] = [];
  for (let first = heap.first(); first !== undefined; first = heap.first()) {
    order.push(first.due);
    heap.remove(first);
  }
  return order;
}

describe('TimerHeap', () => {
  it('hands out entries in the order in which they are due', () => {
    const heap = new TimerHeap();
    const dues = Array.from({ length: 500 }, (_, at) => (at * 7919) % 1009);
    for (const due of dues) heap.add(entry(due));
    expect(drain(heap)).toEqual(dues.toSorted((a, b) => a - b));
  });

  it('forgets a removed entry at once and keeps the order of the rest', () => {
    const heap = new TimerHeap();
    const entries = Array.from({ length: 300 }, (_, at) => entry((at * 7919) % 499));
    for (const one of entries) heap.add(one);
    const kept = entries.filter((one, at) => {
      if (at % 3 === 0) heap.remove(one);
      return at % 3 !== 0;
    });
    expect(heap.size).toBe(kept.length);
    expect(drain(heap)).toEqual(kept.map(({ due }) => due).toSorted((a, b) => a - b));
  });

  it('ignores an entry that it does not hold', () => {
    const heap = new TimerHeap();
    heap.add(entry(1));
    heap.remove(entry(2));
    expect(heap.size).toBe(1);
  });
});
