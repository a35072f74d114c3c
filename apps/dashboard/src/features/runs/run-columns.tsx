import { formatSpan, progressText, runTitle, runWord, versionWords } from '@nanoedge/words';
import type { DataColumn } from '@/components/ui/data-table.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { UndoButton } from './run-actions.tsx';
import { isOpen, type Run } from './run.ts';

const tookMs = (run: Run): number | null =>
  isOpen(run) || run.finishedAt === null ? null : Math.max(0, run.finishedAt - run.requestedAt);

const spanText = (ms: number | null): string => (ms === null ? '–' : formatSpan(ms));

const stateColumn: DataColumn<Run> = {
  id: 'state',
  head: 'State',
  value: progressText,
  cell: (run) => (
    <StateWord tone={run.state === 'running' ? 'accent' : runWord[run.state].tone}>
      {progressText(run)}
    </StateWord>
  ),
};

const changeColumn = (onOpen: ((run: Run) => void) | null): DataColumn<Run> => ({
  id: 'change',
  head: 'Change',
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
  head: 'Device',
  cell: ({ deviceName }) => deviceName,
  value: ({ deviceName }) => deviceName,
};

const commonColumns: readonly DataColumn<Run>[] = [
  {
    id: 'release',
    head: 'Release',
    cell: (run) => versionWords(run) ?? '–',
    value: versionWords,
  },
  {
    id: 'by',
    head: 'Asked by',
    cell: ({ requestedBy }) => requestedBy,
    value: ({ requestedBy }) => requestedBy,
  },
  {
    id: 'when',
    head: 'When',
    right: true,
    cell: ({ requestedAt }) => <Ago at={requestedAt} />,
    value: ({ requestedAt }) => requestedAt,
  },
  { id: 'took', head: 'Took', right: true, cell: (run) => spanText(tookMs(run)), value: tookMs },
  {
    id: 'deployment-time',
    head: 'Deployment time',
    right: true,
    title: () => 'from the click to the first CoAP answer, image sent',
    cell: ({ deploymentMs }) => spanText(deploymentMs),
    value: ({ deploymentMs }) => deploymentMs,
  },
  {
    id: 'initiation-time',
    head: 'Initiation time',
    right: true,
    title: () => 'from create to the first CoAP answer',
    cell: ({ initiationMs }) => spanText(initiationMs),
    value: ({ initiationMs }) => initiationMs,
  },
  {
    id: 'undo',
    head: 'Undo',
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
