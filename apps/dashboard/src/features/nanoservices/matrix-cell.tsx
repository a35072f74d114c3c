'use client';

import {
  currentStep,
  deploymentListWords,
  imageSize,
  nanoservicesWords,
  progressText,
  runTitle,
} from '@nanoedge/words';
import Link from 'next/link';
import { memo, type ReactNode } from 'react';
import { DeploymentMenu } from '@/features/deployments/deployment-menu.tsx';
import { ProgressBar } from '@/components/ui/progress.tsx';
import { DeploymentState } from '@/features/deployments/deployment-state.tsx';
import { lastSaid, runsInstead } from '@/features/deployments/last-said.ts';
import { type MatrixView, useLiveDeployment } from '@/features/deployments/live-matrix.ts';
import { useRunDrawer } from '@/features/runs/drawer-address.ts';
import { type Run, stepShare } from '@/features/runs/run.ts';

/** The open run of a cell as it goes on; pressing it opens the drawer. */
const CellRun = ({ run }: { run: Run }) => {
  const { show } = useRunDrawer();
  const step = currentStep(run);
  const text = progressText(run);
  return (
    <button
      type="button"
      data-testid="cell-run"
      data-run={run.id}
      onClick={() => show([{ id: run.id, batch: null }])}
      className="flex w-full flex-col gap-1 rounded text-left text-xs text-accent hover:underline"
    >
      <span>
        <span className="sr-only">{nanoservicesWords.runBefore(runTitle(run))}</span>
        {text}
      </span>
      {step === null ? null : (
        <ProgressBar
          share={stepShare(step)}
          label={nanoservicesWords.run(runTitle(run), text)}
          className="w-full"
        />
      )}
    </button>
  );
};

/**
 * One deployment in its place: release, state in a word with its shape, what goes on, and what can
 * be done.
 */
export const MatrixCell = memo(
  ({
    deployment: read,
    where,
    run,
    more,
  }: {
    deployment: MatrixView['deployments'][number];
    where: string;
    run: Run | undefined;
    /** The way to one more instance, beside the last one. */
    more: ReactNode;
  }) => {
    const deployment = useLiveDeployment(read);
    const instead = runsInstead(deployment);
    const { release, name } = deployment;
    const runs =
      instead === null
        ? release.version
        : deploymentListWords.runsInstead(instead, release.version);
    const size = imageSize(release, lastSaid(deployment.status)?.imageBytes ?? null);
    return (
      <div
        data-testid="matrix-cell"
        data-service={name}
        data-device={deployment.device}
        className="group flex items-start gap-1 rounded-md py-1 pr-0.5 pl-2 hover:bg-sunken"
      >
        <div className="flex min-w-0 flex-1 flex-col gap-0.5">
          <Link
            href={`/deployments/${encodeURIComponent(deployment.id)}`}
            className="truncate text-xs font-medium hover:text-accent hover:underline"
            title={name}
          >
            {name}
          </Link>
          <DeploymentState status={deployment.status} />
          <span className="text-xs whitespace-nowrap text-ink-soft">
            {nanoservicesWords.release(runs, size.text)}
          </span>
          {run === undefined ? null : <CellRun run={run} />}
        </div>
        <div className="flex shrink-0 flex-col gap-1">
          <DeploymentMenu deployment={deployment} where={where} />
          {more}
        </div>
      </div>
    );
  },
);
MatrixCell.displayName = 'MatrixCell';
