import { formatSpan } from '@nanoedge/words';
import { Listr } from 'listr2';
import { drawnOn, isLive } from './drawn-on.ts';

type Work<T> = (note: (text: string) => void) => Promise<T>;

/** Progress of long steps: live on a terminal; elsewhere a line when one begins, one when it ends. */
export interface Progress {
  /**
   * Runs a step; `note` shows what it is doing now. The step's result is returned, its error passed
   * on. An interrupt ends the program, unless the step ends itself on it.
   */
  step<T>(title: string, work: Work<T>, options?: { endsItself: boolean }): Promise<T>;
  line(text: string): void;
}

export const createProgress = (stream: NodeJS.WriteStream): Progress => ({
  line: (text) => void stream.write(`${text}\n`),
  step: async <T>(title: string, work: Work<T>, { endsItself } = { endsItself: false }) => {
    if (!isLive(stream)) stream.write(`… ${title}\n`);
    const result = Promise.withResolvers<T>();
    const options = { ...drawnOn(stream, formatSpan), registerSignalListeners: !endsItself };
    await new Listr(
      {
        title,
        task: async (_, task) => {
          const note = (text: string): void => {
            if (isLive(stream)) task.output = text.trim().slice(0, stream.columns - 4);
          };
          result.resolve(await work(note));
        },
      },
      options,
    ).run();
    return result.promise;
  },
});
