import {
  commonWords,
  formatSpan,
  isOpen,
  progressText,
  runTableWords,
  runTimeWord,
  runTitle,
  runWord,
  versionWords,
} from '@nanoedge/words';
import type { DataColumn } from '@/components/ui/data-table.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { UndoButton } from './run-actions.tsx';
import type { Run } from './run.ts';

const tookMs = (run: Run): number | null =>
  isOpen(run) || run.finishedAt === null ? null : Math.max(0, run.finishedAt - run.requestedAt);

const spanText = (ms: number | null): string => (ms === null ? commonWords.none : formatSpan(ms));

const stateColumn: DataColumn<Run> = {
  id: 'state',
  head: runTableWords.state,
  value: progressText,
  cell: (run) => (
    <StateWord tone={run.state === 'running' ? 'accent' : runWord[run.state].tone}>
      {progressText(run)}
    </StateWord>
  ),
};

const changeColumn = (onOpen: ((run: Run) => void) | null): DataColumn<Run> => ({
  id: 'change',
  head: runTableWords.change,
  className: 'font-medium',
  value: runTitle,
  cell: (run) =>
    onOpen === null ? (
      runTitle(run)
    ) : (
      <button
        type="button"
        onClick={() => onOpen(run)}
        className="hover:text-accent hover:underline"
      >
        {runTitle(run)}
      </button>
    ),
});

const deviceColumn: DataColumn<Run> = {
  id: 'device',
  head: runTableWords.device,
  cell: ({ deviceName }) => deviceName,
  value: ({ deviceName }) => deviceName,
};

const commonColumns: readonly DataColumn<Run>[] = [
  {
    id: 'release',
    head: runTableWords.release,
    cell: (run) => versionWords(run) ?? commonWords.none,
    value: versionWords,
  },
  {
    id: 'by',
    head: runTableWords.by,
    cell: ({ requestedBy }) => requestedBy,
    value: ({ requestedBy }) => requestedBy,
  },
  {
    id: 'when',
    head: runTableWords.when,
    right: true,
    cell: ({ requestedAt }) => <Ago at={requestedAt} />,
    value: ({ requestedAt }) => requestedAt,
  },
  {
    id: 'took',
    head: runTableWords.took,
    right: true,
    cell: (run) => spanText(tookMs(run)),
    value: tookMs,
  },
  {
    id: 'deployment-time',
    head: runTimeWord.deployment.label,
    right: true,
    title: () => runTimeWord.deployment.hint,
    cell: ({ deploymentMs }) => spanText(deploymentMs),
    value: ({ deploymentMs }) => deploymentMs,
  },
  {
    id: 'initiation-time',
    head: runTimeWord.initiation.label,
    right: true,
    title: () => runTimeWord.initiation.hint,
    cell: ({ initiationMs }) => spanText(initiationMs),
    value: ({ initiationMs }) => initiationMs,
  },
  {
    id: 'undo',
    head: commonWords.undo,
    quiet: true,
    right: true,
    cell: (run) => <UndoButton run={run} />,
  },
];

/** `onOpen` null: for those who may not see the machinery. */
export const runColumns = (
  withDevice: boolean,
  onOpen: ((run: Run) => void) | null,
): readonly DataColumn<Run>[] => [
  stateColumn,
  changeColumn(onOpen),
  ...(withDevice ? [deviceColumn] : []),
  ...commonColumns,
];
