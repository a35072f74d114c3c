import {
  formatBytes,
  isOpen,
  progressText,
  runActionWords,
  runCardWords,
  runTimes,
  runTitle,
  runWord,
  versionWords,
} from '@nanoedge/words';
import { Clock } from 'lucide-react';
import Link from 'next/link';
import { LabelledValue } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import type { Run } from './run.ts';
import { CancelButton, UndoButton } from './run-actions.tsx';
import { RunSteps } from './run-steps.tsx';

const RunState = ({ run }: { run: Run }) => {
  const { tone, word } = runWord[run.state];
  return (
    <StateWord tone={run.state === 'running' ? 'accent' : tone} className="text-xs font-medium">
      {isOpen(run) ? progressText(run) : word}
    </StateWord>
  );
};

/** Why it did not end as asked: the reason, how the process ended, and its last words. */
const Outcome = ({ run }: { run: Run }) => {
  if (isOpen(run) || run.state === 'done') return null;
  const broken = run.state !== 'cancelled';
  return (
    <div
      className={
        broken
          ? 'rounded-md bg-broken-soft p-2.5 text-broken'
          : 'rounded-md bg-unknown-soft p-2.5 text-ink-soft'
      }
    >
      <p className="break-words">{run.reason ?? runCardWords.was(runWord[run.state].word)}</p>
      {run.exitCode === null ? null : (
        <p className="text-xs">{runCardWords.exited(run.exitCode)}</p>
      )}
    </div>
  );
};

const LogLines = ({ lines }: { lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <div>
      <p className="mb-1 text-xs text-ink-faint">{runCardWords.log}</p>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={runCardWords.log}
        className="max-h-48 overflow-auto rounded-md border border-line bg-sunken p-2 font-mono text-xs leading-relaxed break-all whitespace-pre-wrap"
      >
        {lines.join('\n')}
      </pre>
    </div>
  );

const Figures = ({ run }: { run: Run }) => {
  const times = runTimes(run);
  if (times.length === 0 && run.sentBytes === 0) return null;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {times.map(({ label, text, hint }) => (
        <LabelledValue key={label} label={label} hint={hint}>
          {text}
        </LabelledValue>
      ))}
      {run.sentBytes === 0 ? null : (
        <LabelledValue label={runCardWords.sent}>{formatBytes(run.sentBytes)}</LabelledValue>
      )}
    </dl>
  );
};

/** One change on one device, with everything that is known of it. */
export const RunCard = ({ run }: { run: Run }) => {
  const versions = versionWords(run);
  const open = isOpen(run);
  return (
    <section
      data-testid="run"
      data-run={run.id}
      data-state={run.state}
      aria-label={runActionWords.on(runTitle(run), run.deviceName)}
      aria-busy={open}
      className="flex flex-col gap-3 border-b border-line px-4 py-3 last:border-b-0"
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="font-medium break-words">{runTitle(run)}</h3>
          <p className="text-xs text-ink-soft">
            <Link
              href={`/devices/${encodeURIComponent(run.device)}`}
              className="hover:text-accent hover:underline"
            >
              {run.deviceName}
            </Link>
            {runCardWords.asked(versions, run.requestedBy)} <Ago at={run.requestedAt} />
          </p>
        </div>
        <div className="flex shrink-0 gap-1">
          <CancelButton run={run} />
          <UndoButton run={run} />
        </div>
      </div>
      <RunState run={run} />
      {run.waiting === null || !open ? null : (
        <p className="flex items-start gap-2 rounded-md bg-attention-soft p-2.5 text-attention">
          <Clock aria-hidden className="mt-0.5 size-4 shrink-0" /> {run.waiting}
        </p>
      )}
      <RunSteps steps={run.steps} open={open} said={run.reason} />
      <Outcome run={run} />
      <LogLines lines={run.logLines} />
      <Figures run={run} />
      {run.snapshot === null ? null : (
        <Link
          href={`/snapshots?snapshot=${encodeURIComponent(run.snapshot)}`}
          className="text-xs text-accent hover:underline"
        >
          {runCardWords.snapshot}
        </Link>
      )}
    </section>
  );
};
