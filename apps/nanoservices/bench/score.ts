import { quantile } from '@nanoedge/base';
import type { Said } from './play.ts';

export interface Score {
  samples: number;
  right: number;
  /** Changes that were said, the first zone not counted; and those that were true. */
  changes: number;
  trueChanges: number;
  /** From each true change until the new zone was said (s). */
  delays: readonly number[];
  /** True visits that ended before they were said; their delays are their lengths. */
  missed: number;
}

export const scoreOf = (said: readonly Said[]): Score => {
  let [right, changes, trueChanges, missed] = [0, 0, 0, 0];
  let last: Said | undefined;
  let since: number | null = null;
  const delays: number[] = [];
  for (const one of said) {
    if (one.zone === one.truth) right += 1;
    if (last !== undefined && last.zone !== null && one.zone !== last.zone) changes += 1;
    if (last !== undefined && one.truth !== last.truth) {
      trueChanges += 1;
      if (since !== null) {
        missed += 1;
        delays.push((one.at - since) / 1000);
      }
      since = one.at;
    }
    if (since !== null && one.zone === one.truth) {
      delays.push((one.at - since) / 1000);
      since = null;
    }
    last = one;
  }
  return { samples: said.length, right, changes, trueChanges, delays, missed };
};

const total = (scores: readonly Score[], of: (score: Score) => number): number =>
  scores.map(of).reduce((sum, each) => sum + each, 0);

/** Of several recordings together. */
export const addScores = (scores: readonly Score[]): Score => ({
  samples: total(scores, (score) => score.samples),
  right: total(scores, (score) => score.right),
  changes: total(scores, (score) => score.changes),
  trueChanges: total(scores, (score) => score.trueChanges),
  delays: scores.flatMap((score) => score.delays),
  missed: total(scores, (score) => score.missed),
});

export const shareRight = ({ right, samples }: Score): number => right / samples;

export const delayOf = ({ delays }: Score, share: number): number => quantile(delays, share);

/** Wilson's interval of a share, at 95 %. */
export const wilson = (hits: number, of: number): [number, number] => {
  const z = 1.96;
  const share = hits / of;
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return [(middle - half) / scale, (middle + half) / scale];
};
