import type { TestRefusal } from '@/browser/test-page.tsx';
import { testRun } from '@/features/runs/test-run.ts';

const zones = [
  { zone: 'entrance', name: 'Entrance' },
  { zone: 'aurora', name: 'Aurora' },
];
export const testKey = '02:00:5e:00:00:01';
const bob = { id: 'bob', name: 'Bob Stone', keys: [{ id: 'k1', shown: testKey, label: 'phone' }] };
const keyless = { id: 'eve', name: 'Eve Bare', keys: [] };
const scanner = { name: 'radio', kind: 'ble', zone: 'entrance', driver: 'simulated' };

interface Taught {
  deployment: string;
  id: string;
  key: string;
  zone: string;
  seconds: number;
  simulated: boolean;
}
type Reports = { scanner: string; reports: number }[];

/** The dashboard with a main-controller that hears in each zone what `hears` says. */
export class TestLesson {
  readonly taught: Taught[] = [];
  readonly cancelled: unknown[] = [];
  readonly finished: unknown[] = [];
  hears: Record<string, Reports> = {
    entrance: [{ scanner: 'entrance', reports: 61 }],
    aurora: [
      { scanner: 'entrance', reports: 2 },
      { scanner: 'aurora', reports: 58 },
    ],
  };
  refuses: TestRefusal | null = null;
  /** How long the zone still takes (ms); null: it is taught. */
  leftMs: number | null = null;
  #id: string | null = null;
  readonly #zones: string[] = [];

  /** Somebody taught these and left. */
  left(id: string, ...zones: string[]): void {
    this.#id = id;
    this.#zones.push(...zones);
  }

  forget(): void {
    this.#id = null;
  }

  #state = () => {
    const { leftMs } = this;
    const at = this.#zones.at(-1);
    if (this.#id === null) return null;
    return {
      id: this.#id,
      key: testKey,
      by: 'Ada',
      now: leftMs === null ? null : { zone: at, leftMs },
      zones: this.#zones.map((zone) => ({ zone, taughtMs: 0, heard: this.hears[zone] ?? [] })),
    };
  };

  #try<T>(act: () => T): T {
    if (this.refuses !== null) throw this.refuses;
    return act();
  }

  readonly answers = (simulated: boolean) => ({
    'people.list': () => [keyless, bob],
    'devices.list': () => [{ things: simulated ? [scanner] : [] }],
    'calibration.get': () => ({
      deployment: 'main-controller',
      zones,
      scanners: zones,
      lesson: null,
      undoTo: null,
    }),
    'calibration.progress': this.#state,
    'calibration.teach': (input: unknown) =>
      this.#try(() => {
        const wish = input as Taught;
        this.taught.push(wish);
        this.#id = wish.id;
        if (!this.#zones.includes(wish.zone)) this.#zones.push(wish.zone);
        return this.#state();
      }),
    'calibration.cancel': (input: unknown) =>
      this.#try(() => {
        this.cancelled.push(input);
        this.#id = null;
        return { cancelled: true };
      }),
    'calibration.finish': (input: unknown) =>
      this.#try(() => {
        this.finished.push(input);
        return testRun({ kind: 'change' });
      }),
  });
}
