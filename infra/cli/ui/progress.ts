import { formatGoing, formatSpan } from '@nanoedge/words';
import pc from 'picocolors';

/**
 * Live progress of long steps: one line a step, rewritten in place on a terminal, appended
 * elsewhere.
 */
export interface Progress {
  /**
   * Runs a step; `note` shows what it is doing now. The step's result is returned, its error passed
   * on.
   */
  step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
  line(text: string): void;
}

export const createProgress = (stream: NodeJS.WriteStream): Progress => {
  const live = stream.isTTY === true;
  const width = () => Math.max(20, (stream.columns ?? 100) - 1);
  const rewrite = (text: string) => stream.write(`\r\u001b[2K${text.slice(0, width())}`);
  return {
    line: (text) => void stream.write(`${text}\n`),
    step: async (title, work) => {
      const started = performance.now();
      let note = '';
      const draw = () =>
        rewrite(`  … ${title} ${formatGoing(performance.now() - started)} ${note}`);
      if (live) draw();
      else stream.write(`  … ${title}\n`);
      const timer = live ? setInterval(draw, 250) : null;
      try {
        const result = await work((text) => {
          note = text.trim();
          if (live) draw();
        });
        const done = `  ${pc.green('✓')} ${title} ${pc.dim(formatSpan(performance.now() - started))}`;
        if (live) stream.write(`\r\u001b[2K${done}\n`);
        else stream.write(`${done}\n`);
        return result;
      } catch (error) {
        const failed = `  ${pc.red('✗')} ${title}`;
        if (live) stream.write(`\r\u001b[2K${failed}\n`);
        else stream.write(`${failed}\n`);
        throw error;
      } finally {
        if (timer !== null) clearInterval(timer);
      }
    },
  };
};
