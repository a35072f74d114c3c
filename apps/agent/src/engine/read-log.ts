import { type LogAnswer, type LogRequest, longestLogLine } from '@nanoedge/protocol';
import type { ContainerInfo, Engine } from './engine.ts';

/** What runs says more than what is kept beside it for the way back. */
const rank = ({ state }: ContainerInfo): number => {
  if (state === 'running') return 0;
  return state === 'exited' || state === 'restarting' ? 1 : 2;
};

/** The last lines that a deployment's container wrote, oldest first. Throws EngineUnreachable. */
export const readLog = async (
  engine: Pick<Engine, 'list' | 'logTail'>,
  { deployment, lines }: LogRequest,
): Promise<LogAnswer> => {
  const [found] = (await engine.list())
    .filter((container) => container.deployment === deployment)
    .toSorted((a, b) => rank(a) - rank(b));
  if (found === undefined) return { isMade: false, lines: [] };
  const read = await engine.logTail(found.id, lines);
  return { isMade: true, lines: read.map((line) => line.slice(0, longestLogLine)) };
};
