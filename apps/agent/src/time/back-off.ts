/**
 * Delay before restart number `failures` of a service (1: the first). The first is immediate,
 * because a service that was killed once is usually fine; then 1, 2, 4 … 30 s.
 */
export const restartDelayMs = (failures: number): number =>
  failures <= 1 ? 0 : Math.min(1000 * 2 ** (failures - 2), 30_000);

/** A service that stayed healthy for this long starts its back-off anew. */
export const healthyResetMs = 60_000;

/**
 * How often a service has failed in a row, counting the failure that just happened after
 * `healthyForMs` of health.
 */
export const nextFailures = (failures: number, healthyForMs: number): number =>
  healthyForMs >= healthyResetMs ? 1 : failures + 1;

/**
 * Delay before connection attempt `attempt` (0: the first retry), half of it random so that agents
 * do not return as a herd.
 */
export const linkDelayMs = (attempt: number, random: () => number): number => {
  const ceiling = Math.min(500 * 2 ** Math.min(attempt, 10), 15_000);
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
};

/** Delay before the next try after the dashboard refused us: somebody must do something first. */
export const refusedDelayMs = (random: () => number): number =>
  Math.round(45_000 + 30_000 * random());

/** Delay before asking an engine that did not answer again. */
export const engineDelayMs = (attempt: number): number =>
  Math.min(250 * 2 ** Math.min(attempt, 10), 10_000);
