import { epochMs, shiftTimes } from '@nanoedge/base';
import type { EpochMs, IdentityKey, Sighting } from '@nanoedge/protocol';
import type { BluetoothScannerConfig } from './manifest.ts';

/** What one scan has heard and reported, by key. */
export interface ScanMemory {
  keys: ReadonlyMap<IdentityKey, KeyMemory>;
}

interface KeyMemory {
  reportedAt: EpochMs;
  /** Of the newest advertisement that was reported or waits. */
  heardAt: EpochMs;
  /** Heard, but too soon after the last report. */
  waiting: Sighting | null;
}

/** `first` are the keys that this scan reports for the first time. */
export interface Reports {
  memory: ScanMemory;
  report: Sighting[];
  first: Sighting[];
}

interface Limits {
  config: Pick<BluetoothScannerConfig, 'reportEverySeconds' | 'minimumRssi'>;
  now: EpochMs;
}

/**
 * More keys than this are not remembered during one scan. A newcomer takes the place of the key that
 * was silent for longest and has nothing to report; without such a key it is not remembered, and so
 * reported whenever it is heard.
 */
const maximumKeys = 256;

export const emptyMemory: ScanMemory = { keys: new Map() };

/**
 * Takes what the radio heard. A key is reported at once the first time, then at most every
 * `reportEverySeconds`; an advertisement that comes sooner waits for its turn, so that no key seems
 * gone that is still heard.
 */
export const hear = (memory: ScanMemory, heard: readonly Sighting[], limits: Limits): Reports => {
  const keys = new Map(memory.keys);
  const crowd: Sighting[] = [];
  for (const sighting of heard) {
    const known = keys.get(sighting.key);
    if (
      sighting.rssi < limits.config.minimumRssi ||
      (known !== undefined && sighting.heardAt <= known.heardAt)
    )
      continue;
    if (known === undefined && !hasRoom(keys)) {
      crowd.push(sighting);
      continue;
    }
    // The longest silent is the first of the map
    keys.delete(sighting.key);
    keys.set(sighting.key, {
      reportedAt: known?.reportedAt ?? epochMs(0),
      heardAt: sighting.heardAt,
      waiting: sighting,
    });
  }
  const { memory: next, report, first } = due({ keys }, limits);
  return { memory: next, report: [...report, ...crowd], first: [...first, ...crowd] };
};

/** Makes room of a key that has nothing to report, if it must. */
const hasRoom = (keys: Map<IdentityKey, KeyMemory>): boolean => {
  if (keys.size < maximumKeys) return true;
  for (const [key, { waiting }] of keys) if (waiting === null) return keys.delete(key);
  return false;
};

/**
 * The memory by a clock that was corrected. What is heard next bears the new time, or did already:
 * when a key was heard before says nothing any more about which of the two is newer.
 */
export const correctedMemory = (memory: ScanMemory, byMs: number): ScanMemory => {
  const { keys } = shiftTimes(memory, byMs);
  return { keys: new Map([...keys].map(([key, it]) => [key, { ...it, heardAt: epochMs(0) }])) };
};

/** What may be reported by now. */
export const due = (memory: ScanMemory, { config, now }: Limits): Reports => {
  const keys = new Map(memory.keys);
  const report: Sighting[] = [];
  const first: Sighting[] = [];
  for (const [key, known] of keys) {
    if (known.waiting === null || now < known.reportedAt + config.reportEverySeconds * 1000)
      continue;
    report.push(known.waiting);
    if (known.reportedAt === 0) first.push(known.waiting);
    keys.set(key, { ...known, reportedAt: now, waiting: null });
  }
  return { memory: { keys }, report, first };
};

/** When something that waits may be reported; null when nothing waits. */
export const nextDue = (memory: ScanMemory, config: Limits['config']): EpochMs | null => {
  const times = [...memory.keys.values()]
    .filter((known) => known.waiting !== null)
    .map((known) => known.reportedAt + config.reportEverySeconds * 1000);
  return times.length === 0 ? null : epochMs(Math.min(...times));
};
