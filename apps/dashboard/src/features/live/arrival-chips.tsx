import { arrivalListWords, formatSpan, stepStateWord } from '@nanoedge/words';
import { Check, X } from 'lucide-react';
import { cn } from '@/components/ui/cn.ts';
import { type ArrivalStep, stepsOf } from '@/features/journeys/hops.ts';
import type { Journey } from '@nanoedge/protocol';

const look: Record<ArrivalStep['state'], string> = {
  done: 'bg-ok-soft text-ok',
  refused: 'bg-broken-soft text-broken',
  next: 'border border-dashed border-accent text-accent',
  ahead: 'border border-line text-ink-faint',
  off: 'border border-line text-ink-faint line-through decoration-ink-faint/60',
};

const Chip = ({ step }: { step: ArrivalStep }) => (
  <li
    data-testid="arrival-chip"
    data-hop={step.hop}
    data-state={step.state}
    data-ms={step.at === null ? undefined : (step.ms ?? 0)}
    className={cn(
      'inline-flex h-5 items-center gap-1 rounded px-1.5 text-[0.6875rem] whitespace-nowrap',
      look[step.state],
    )}
  >
    {step.state === 'done' && step.ms === null ? <Check aria-hidden className="size-3" /> : null}
    {step.state === 'refused' ? <X aria-hidden className="size-3" /> : null}
    <span className="font-medium">{step.label}</span>
    <span className="sr-only">{arrivalListWords.step(stepStateWord[step.state])}</span>
    {step.ms === null ? null : <span>{formatSpan(step.ms)}</span>}
  </li>
);

/** The hops of one arrival as chips that fill up as they complete. */
export const ArrivalChips = ({ journey }: { journey: Pick<Journey, 'hops' | 'state'> }) => (
  <ol className="flex flex-wrap gap-1" aria-label={arrivalListWords.steps}>
    {stepsOf(journey).map((step) => (
      <Chip key={step.hop} step={step} />
    ))}
  </ol>
);
