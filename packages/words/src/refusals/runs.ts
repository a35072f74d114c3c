import { sinceWhen, type WallClock } from '../moments.ts';
import type { RefusalWords } from './refusal-words.ts';

/** Why a run cannot be cancelled. */
export const cancelRefusals = {
  ended: 'This run has ended.',
  already: 'It is being cancelled already.',
  past: (step: string): string => `It is past the point where it can be taken back (${step}).`,
  refused: (why: string): RefusalWords => ({
    message: why,
    remedy: 'Wait for its end; then change it again, or undo the removal.',
  }),
} as const;

/** Why nothing happens in a run that is open. */
export const waitingWords = {
  notEnrolled: (device: string): string =>
    `${device} has not enrolled yet; the change will apply when it does.`,
  offline: (device: string, when: { since: number; now: number }, clock: WallClock): string =>
    `${device} is offline since ${sinceWhen(when, clock)}; the change will apply when it returns.`,
  offlineMidway: (device: string, when: { since: number; now: number }, clock: WallClock): string =>
    `${device} is offline since ${sinceWhen(when, clock)}; it will say how far it came when it returns.`,
  takingBack: (device: string): string => `${device} is taking it back.`,
  busy: (device: string, service: string): string => `${device} is busy with ${service} first.`,
} as const;

/** Why the dashboard ended a run, as the run says it from then on. */
export const runReasons = {
  cancelled: (by: string): string => `Cancelled by ${by}.`,
  superseded: (by: string): string => `Superseded by a newer change of ${by}.`,
} as const;
