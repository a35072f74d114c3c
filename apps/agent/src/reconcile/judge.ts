import type { RunPhase } from './phase.ts';

/** After this many failures in a row a service that exits again and again is left alone. */
export const failedAfter = 6;

export interface Case {
  kind: RunPhase['kind'];
  /** The run goes back already. */
  goesBack: boolean;
  /** Something else ran well before this change. */
  hasFormer: boolean;
  failures: number;
}

/** What the failure of a container means for the run that brought it. Pure. */
export const judgeFailure = ({
  kind,
  goesBack,
  hasFormer,
  failures,
}: Case): 'retry' | 'rolled-back' | 'failed' => {
  if (kind === 'change' && hasFormer && !goesBack) return 'rolled-back';
  return failures >= failedAfter ? 'failed' : 'retry';
};
