import type { RunPhase } from './phase.ts';

/** After this many failures in a row a service that exits again and again is tried slowly. */
export const failedAfter = 6;

export interface Case {
  kind: RunPhase['kind'];
  /** The run goes back already. */
  goesBack: boolean;
  /** Something else ran well before this change. */
  hasFormer: boolean;
  /** Exits, or starts that the engine refused, in a row. */
  failures: number;
  /** The engine did it: the container may never have run. */
  byEngine: boolean;
}

/** So often the engine may refuse before that is held against a change: a fresh container failed, too. */
const forgivenRefusals = 3;

/** What the failure of a container means for the run that brought it. Pure. */
export const judgeFailure = ({
  kind,
  goesBack,
  hasFormer,
  failures,
  byEngine,
}: Case): 'retry' | 'rolled-back' | 'failed' => {
  if (byEngine && failures <= forgivenRefusals) return 'retry';
  if (kind === 'change' && hasFormer && !goesBack) return 'rolled-back';
  return failures >= failedAfter ? 'failed' : 'retry';
};
