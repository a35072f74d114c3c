import { reversibleSteps, type RunStepName, runStepNames } from '@nanoedge/protocol';
import { cancelRefusals, isOpen, type WallClock, waitingWords } from '@nanoedge/words';
import type { RunState } from '../../db/schema/index.ts';

/** Of what a run has done, by time and, at the same millisecond, in the order of the steps. */
export const inOrder = <T extends { step: RunStepName; startedAt: number }>(
  steps: readonly T[],
): T[] =>
  steps.toSorted(
    (a, b) =>
      a.startedAt - b.startedAt || runStepNames.indexOf(a.step) - runStepNames.indexOf(b.step),
  );

/**
 * Why a run can no longer be cancelled, in words; null while it can. `reason` is set in an open run
 * once somebody asked.
 */
export const whyNotCancellable = (
  run: { state: RunState; reason: string | null },
  steps: readonly { step: RunStepName; startedAt: number }[],
): string | null => {
  if (!isOpen(run)) return cancelRefusals.ended;
  if (run.reason !== null) return cancelRefusals.already;
  const last = inOrder(steps).at(-1);
  if (last === undefined || reversibleSteps.includes(last.step)) return null;
  return cancelRefusals.past(last.step);
};

/**
 * Why nothing happens, in words; null when the device is at it or the run has ended. `busyWith` is
 * what the device does first.
 */
export const whyWaiting = (
  run: { state: RunState; reason: string | null },
  device: {
    name: string;
    connected: boolean;
    enrolled: boolean;
    since: Date;
    busyWith: string | null;
  },
  { now, clock }: { now: number; clock: WallClock },
): string | null => {
  if (!isOpen(run)) return null;
  if (!device.enrolled) return waitingWords.notEnrolled(device.name);
  if (!device.connected) {
    const when = { since: device.since.getTime(), now };
    return run.state === 'queued'
      ? waitingWords.offline(device.name, when, clock)
      : waitingWords.offlineMidway(device.name, when, clock);
  }
  if (run.reason !== null) return waitingWords.takingBack(device.name);
  return run.state === 'queued' && device.busyWith !== null
    ? waitingWords.busy(device.name, device.busyWith)
    : null;
};
