import { describeError } from '@nanoedge/base';
import { configText, InvalidEnvironment, listenAddress, parseEnvironment } from './env.ts';
import { hostService, type RunningService } from './host.ts';
import { consoleLog } from './log.ts';
import type { Schema } from '@nanoedge/coap';
import type { Nanoservice } from './service.ts';

/**
 * Runs a nanoservice as this process until SIGTERM; exits 1 with every problem listed when it
 * cannot start.
 */
export const runService = <T extends Schema>(nanoservice: Nanoservice<T>): void => {
  start(nanoservice).catch((error: unknown) => {
    if (error instanceof InvalidEnvironment)
      for (const problem of error.problems) consoleLog.warn('invalid configuration', { problem });
    else consoleLog.warn('cannot start', { reason: describeError(error) });
    process.exit(1);
  });
};

const start = async <T extends Schema>(nanoservice: Nanoservice<T>): Promise<void> => {
  const environment = parseEnvironment(configText(), nanoservice.configSchema);
  let running: RunningService | null = null;
  let stopping = false;
  // From the beginning on: whoever is ended while it starts ends cleanly, too
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    if (running === null) process.exit(0);
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        consoleLog.warn('did not stop cleanly', { reason: describeError(error) });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  running = await hostService(nanoservice, environment, listenAddress());
  consoleLog.info('serving', {
    service: nanoservice.name,
    version: environment.version,
    port: running.port,
  });
};
