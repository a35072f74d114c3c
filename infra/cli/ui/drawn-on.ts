import { DefaultRenderer, ListrLogger, ListrLogLevels, PRESET_TIMER, ProcessOutput } from 'listr2';

/** Whether listr2's own class may draw is asked of standard output; we draw on the stream given. */
class LiveRenderer extends DefaultRenderer {
  static override nonTTY = true;
}

/** What is no terminal keeps every line, so a task gets one, when it has ended. */
class EndedLogger extends ListrLogger<ListrLogLevels> {
  override log(...[level, message, options]: Parameters<ListrLogger<ListrLogLevels>['log']>): void {
    if (level === ListrLogLevels.STARTED) return;
    const [title = '', ...more] = String(message).split('\n');
    // Why it failed is said by whoever gets the error.
    super.log(level, title, level === ListrLogLevels.FAILED ? {} : options);
    for (const line of more) this.toStdout(line);
  }
}

/** A terminal that does not know its width, as some of containers, is drawn on as a file is. */
export const isLive = ({ isTTY, columns }: NodeJS.WriteStream): boolean => isTTY && columns > 0;

/** Options of a task list that is drawn live on a terminal, and with one line a task elsewhere. */
export const drawnOn = (stream: NodeJS.WriteStream, timer?: (ms: number) => string) => {
  const processOutput = new ProcessOutput(stream, stream);
  const style = {
    icon: { COMPLETED: '✓', FAILED: '✗', OUTPUT: '' },
    ...(timer === undefined ? {} : { timer: { ...PRESET_TIMER, field: timer } }),
  };
  return {
    renderer: LiveRenderer,
    rendererOptions: {
      ...style,
      logger: new ListrLogger({ processOutput }),
      collapseErrors: false,
      showErrorMessage: false,
    },
    fallbackRenderer: 'simple',
    fallbackRendererCondition: !isLive(stream),
    fallbackRendererOptions: { ...style, logger: new EndedLogger({ processOutput }) },
  } as const;
};
