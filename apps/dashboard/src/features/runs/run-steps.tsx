'use client';

import { runCardWords, stepBytes, stepSpan, stepWord, type Tone } from '@nanoedge/words';
import { ProgressBar } from '@/components/ui/progress.tsx';
import { ToneShape } from '@/components/ui/state-mark.tsx';
import { useNow } from '@/browser/time/clock.tsx';
import { type RunStep, stepShare } from './run.ts';

const toneOf: Record<RunStep['state'], Tone> = { running: 'accent', done: 'ok', failed: 'broken' };

const Step = ({ step, open, said }: { step: RunStep; open: boolean; said: string | null }) => {
  const now = useNow();
  const running = step.state === 'running' && open;
  const bytes = stepBytes(step);
  const span = running || step.endedAt !== null ? stepSpan(step, now) : null;
  const { title } = stepWord[step.step];
  return (
    <li
      data-testid="run-step"
      data-step={step.step}
      data-state={step.state}
      className="flex flex-col gap-1 py-1"
    >
      <div className="flex items-baseline gap-2">
        <ToneShape
          tone={step.state === 'running' && !open ? 'unknown' : toneOf[step.state]}
          className="translate-y-px"
        />
        <span className="min-w-0 flex-1">
          {title}
          <span className="sr-only">
            {runCardWords.stepState(
              runCardWords.stepStates[
                step.state === 'running' && !open ? 'unfinished' : step.state
              ],
            )}
          </span>
        </span>
        {bytes === null ? null : (
          <span className="text-xs whitespace-nowrap text-ink-soft">{bytes}</span>
        )}
        <span className="w-14 text-right text-xs whitespace-nowrap text-ink-soft">
          {span ?? ''}
        </span>
      </div>
      {running ? (
        <ProgressBar share={stepShare(step)} label={title} className="ml-[1.125rem]" />
      ) : null}
      {step.detail === null || step.detail === said ? null : (
        <p className="ml-[1.125rem] text-xs break-words text-ink-soft">{step.detail}</p>
      )}
    </li>
  );
};

/**
 * What was done so far, in its order, with bytes and time of each step. `said`: what is said
 * elsewhere and not again here.
 */
export const RunSteps = ({
  steps,
  open,
  said,
}: {
  steps: readonly RunStep[];
  open: boolean;
  said: string | null;
}) =>
  steps.length === 0 ? null : (
    <ol aria-label={runCardWords.steps}>
      {steps.map((step, index) => (
        <Step key={`${String(index)} ${step.step}`} step={step} open={open} said={said} />
      ))}
    </ol>
  );
