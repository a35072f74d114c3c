import { now, setHooks } from 'nano:sys';
import { TimerHeap, type HeapEntry } from './timer-heap.ts';

const NOTHING_LEFT = -2;
const UNTIL_AN_EVENT = -1;

/** Receives "this descriptor has data"; answers whether there may be more. */
export type Readable = () => boolean;

const readers = new Map<number, Readable>();
const signals = new Map<number, () => void>();
const immediates: { run: () => void; cancelled: boolean }[] = [];
const timers = new TimerHeap();
let references = 0;
let onFinish: () => number = () => 0;

/** Counts what keeps the service alive: ref'd timers, sockets that are open. */
export function hold(change: 1 | -1): void {
  references += change;
}

export function watch(fd: number, readable: Readable): void {
  readers.set(fd, readable);
}

export function unwatch(fd: number): void {
  readers.delete(fd);
}

export function onSignal(number: number, handler: () => void): void {
  signals.set(number, handler);
}

export function onLoopEnd(handler: () => number): void {
  onFinish = handler;
}

/** Runs `run` in the next turn, after the jobs of this one. */
export function queueImmediate(run: () => void): { cancelled: boolean } {
  const entry = { run, cancelled: false };
  immediates.push(entry);
  return entry;
}

export function schedule(entry: HeapEntry): void {
  timers.add(entry);
}

export function cancel(entry: HeapEntry): void {
  timers.remove(entry);
}

/** Runs at most one callback, so that its promises settle before the next one, as in Node. */
function tick(): number {
  const immediate = immediates.shift();
  if (immediate !== undefined) {
    if (!immediate.cancelled) immediate.run();
    return 0;
  }
  const first = timers.first();
  if (first === undefined) return references > 0 ? UNTIL_AN_EVENT : NOTHING_LEFT;
  if (references === 0) return NOTHING_LEFT;
  const wait = first.due - now();
  if (wait > 0) return Math.min(Math.ceil(wait), 0x7fffffff);
  timers.remove(first);
  first.fire();
  return 0;
}

setHooks({
  tick,
  readable: (fd) => readers.get(fd)?.() ?? false,
  signal: (number) => signals.get(number)?.(),
  finish: () => onFinish(),
});
