'use client';

import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { Table, Td, Th, Tr } from '@/components/ui/table.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { formatSpan } from '@/browser/words/format.ts';
import { problemText } from '@/browser/api/problem.ts';
import { useRunDrawer } from './drawer-address.ts';
import { isOpen, progressText, type Run, runTitle, runWord, versionWords } from './run-words.ts';
import { useMe } from '@/browser/site/site.tsx';
import { UndoButton } from './run-actions.tsx';

const Row = ({ run, withDevice }: { run: Run; withDevice: boolean }) => {
  const { show } = useRunDrawer();
  const { role } = useMe();
  const open = isOpen(run);
  const { tone } = runWord[run.state];
  return (
    <Tr data-testid="run-row" data-run={run.id} data-state={run.state}>
      <Td>
        <StateWord tone={run.state === 'running' ? 'accent' : tone}>{progressText(run)}</StateWord>
      </Td>
      <Td className="font-medium">
        {role === 'admin' ? (
          <button
            type="button"
            onClick={() => show([{ id: run.id, batch: null }])}
            className="hover:text-accent hover:underline"
          >
            {runTitle(run)}
          </button>
        ) : (
          runTitle(run)
        )}
      </Td>
      {withDevice ? <Td>{run.deviceName}</Td> : null}
      <Td>{versionWords(run) ?? '–'}</Td>
      <Td>{run.requestedBy}</Td>
      <Td className="text-right">
        <Ago at={run.requestedAt} />
      </Td>
      <Td className="text-right">
        {open || run.finishedAt === null
          ? '–'
          : formatSpan(Math.max(0, run.finishedAt - run.requestedAt))}
      </Td>
      <Td className="text-right" title="from the click to the first CoAP answer, image sent">
        {run.deploymentMs === null ? '–' : formatSpan(run.deploymentMs)}
      </Td>
      <Td className="text-right" title="from create to the first CoAP answer">
        {run.initiationMs === null ? '–' : formatSpan(run.initiationMs)}
      </Td>
      <Td className="text-right">
        <UndoButton run={run} />
      </Td>
    </Tr>
  );
};

/** Changes in a table, newest first; each opens in the drawer. */
export const RunPanel = ({
  title,
  read,
  empty,
  withDevice = true,
}: {
  title: string;
  read: {
    data: readonly Run[] | undefined;
    error: unknown;
    isPending: boolean;
    refetch: () => unknown;
  };
  empty: string;
  withDevice?: boolean;
}) => (
  <Panel title={title}>
    {read.isPending ? <SkeletonRows rows={3} /> : null}
    {read.error !== null && read.data === undefined ? (
      <Problem
        title="The changes could not be read"
        detail={problemText(read.error)}
        retry={read.refetch}
      />
    ) : null}
    {read.data?.length === 0 ? <Empty title="No changes yet">{empty}</Empty> : null}
    {read.data !== undefined && read.data.length > 0 ? (
      <Table label={title}>
        <thead>
          <tr>
            <Th>State</Th>
            <Th>Change</Th>
            {withDevice ? <Th>Device</Th> : null}
            <Th>Release</Th>
            <Th>Asked by</Th>
            <Th className="text-right">When</Th>
            <Th className="text-right">Took</Th>
            <Th className="text-right">Deployment time</Th>
            <Th className="text-right">Initiation time</Th>
            <Th>
              <span className="sr-only">Undo</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {read.data.map((run) => (
            <Row key={run.id} run={run} withDevice={withDevice} />
          ))}
        </tbody>
      </Table>
    ) : null}
  </Panel>
);
