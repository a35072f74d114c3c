import { addDialogWords } from '@nanoedge/words';
import type { PreflightQuestion } from './preflight.ts';

type Placement = PreflightQuestion['placement'];

/** The port as it was typed: empty asks for the next free one. */
export const portProblem = (text: string): string | null => {
  if (text.trim() === '') return null;
  const port = Number(text.trim());
  return Number.isInteger(port) && port >= 1024 && port <= 65_535
    ? null
    : addDialogWords.portProblem;
};

/** What the server is asked to add; what was not given is left to it. */
export const addInput = (given: {
  site: string;
  release: string;
  placement: Placement;
  name: string;
  port: string;
  peers: readonly string[] | null;
  config: Record<string, unknown> | null;
}): PreflightQuestion => ({
  site: given.site,
  release: given.release,
  placement: given.placement,
  ...(given.name.trim() === '' ? {} : { name: given.name.trim() }),
  ...(given.port.trim() === '' || portProblem(given.port) !== null
    ? {}
    : { port: Number(given.port.trim()) }),
  ...(given.peers === null ? {} : { peers: [...given.peers] }),
  ...(given.config === null ? {} : { config: given.config }),
});
