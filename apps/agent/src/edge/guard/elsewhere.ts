import { guardProblems } from '@nanoedge/words';
import type { EngineChoice } from '../../env.ts';

/** Where the containers are on another machine, or nowhere, no rule of this one keeps them. */
export const elsewhereOf = (engine: EngineChoice): string | null => {
  if (engine === 'memory') return guardProblems.inMemory;
  return 'host' in engine ? guardProblems.otherMachine : null;
};
