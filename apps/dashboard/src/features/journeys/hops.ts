import { hasEnded } from '@nanoedge/base';
import { type HopName, hopNames, type Journey } from '@nanoedge/protocol';
import { hopStepWord, journeyWord } from '@nanoedge/words';

/**
 * One completed hop: `at` by main-controller's clock, `startAt` the completion of the hop before
 * (its own for the first).
 */
export interface HopSpan {
  name: HopName;
  startAt: number;
  at: number;
  ms: number | null;
}

/**
 * The completed hops in order of the paper, each from the latest completed one before it; `ms` is
 * null for the first.
 */
export const hopSpans = (hops: Journey['hops']): HopSpan[] => {
  const spans: HopSpan[] = [];
  let before: number | null = null;
  for (const name of hopNames) {
    const at = hops[name];
    if (at === undefined) continue;
    const startAt: number = before === null ? at : Math.min(before, at);
    spans.push({ name, startAt, at, ms: before === null ? null : Math.max(0, at - startAt) });
    before = at;
  }
  return spans;
};

/** The steps that a person reads on an arrival, each with the hop that completes it. */
export const steps = [
  { label: hopStepWord.presence, hop: 'presence' },
  { label: hopStepWord.scan, hop: 'scan' },
  { label: hopStepWord.sighting, hop: 'sighting' },
  { label: hopStepWord.identity, hop: 'identity' },
  { label: hopStepWord.guidance, hop: 'guidance' },
  { label: hopStepWord.arrival, hop: 'arrival' },
  { label: hopStepWord.content, hop: 'content' },
] as const satisfies readonly { label: string; hop: HopName }[];

export interface ArrivalStep {
  label: string;
  hop: HopName;
  state: 'done' | 'next' | 'ahead' | 'refused' | 'off';
  /** Since the step before it that is done; null for the first and for steps not done. */
  ms: number | null;
  at: number | null;
}

/**
 * The step chips of one arrival: what is done with its ms, what comes next, and what never will.
 */
export const stepsOf = (journey: Pick<Journey, 'hops' | 'state'>): ArrivalStep[] => {
  let before: number | null = null;
  let open = !hasEnded(journey.state);
  return steps.map(({ label, hop }) => {
    const at = journey.hops[hop];
    if (at !== undefined) {
      const ms = before === null ? null : Math.max(0, at - before);
      before = at;
      const refused = journey.state === 'refused' && hop === 'identity';
      return {
        label: refused ? journeyWord.refused.word : label,
        hop,
        state: refused ? 'refused' : 'done',
        ms,
        at,
      };
    }
    if (journey.state === 'refused' && hop === 'identity')
      return { label: journeyWord.refused.word, hop, state: 'refused', ms: null, at: null };
    if (!open)
      return { label, hop, state: hasEnded(journey.state) ? 'off' : 'ahead', ms: null, at: null };
    open = false;
    return { label, hop, state: 'next', ms: null, at: null };
  });
};
