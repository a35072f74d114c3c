import { doubling, halfRandom } from '@nanoedge/base';

const restartsMs = doubling(1000, 30_000);

/**
 * Delay before restart number `failures` of a service (1: the first). The first is immediate,
 * because a service that was killed once is usually fine; then 1, 2, 4 … 30 s.
 */
export const restartDelayMs = (failures: number): number =>
  failures <= 1 ? 0 : restartsMs(failures - 2);

/** A service that exited again and again is still tried, at this pace. */
export const slowRestartMs = 300_000;

/** A service that stayed healthy for this long starts its back-off anew. */
export const healthyResetMs = 60_000;

/**
 * How often a service has failed in a row, counting the failure that just happened after
 * `healthyForMs` of health.
 */
export const nextFailures = (failures: number, healthyForMs: number): number =>
  healthyForMs >= healthyResetMs ? 1 : failures + 1;

const linkMs = doubling(500, 15_000);

/** Delay before connection attempt `attempt` (0: the first retry). */
export const linkDelayMs = (attempt: number, random: () => number): number =>
  halfRandom(linkMs(attempt), random);

/**
 * Delay until the turn that a busy dashboard gave us: not before it, and a little after, so that
 * those who are late do not meet those who are on time.
 */
export const turnDelayMs = (ms: number, random: () => number): number =>
  Math.round(ms * (1 + random() / 4));

/** Delay before the next try after the dashboard refused us: somebody must do something first. */
export const refusedDelayMs = (random: () => number): number =>
  Math.round(45_000 + 30_000 * random());

/** Delay before asking an engine that did not answer again. */
export const engineDelayMs = doubling(250, 10_000);
