import type { Log } from '@nanoedge/coap';

const write = (level: 'info' | 'warn', fact: string, details: Record<string, unknown>): void => {
  // oxlint-disable-next-line no-console -- the nano runtime has no other way to standard output
  console.log(JSON.stringify({ level, at: new Date().toISOString(), fact, ...details }));
};

/** One line per fact, as JSON on standard output; the engine keeps it. */
export const consoleLog: Log = {
  info: (fact, details = {}) => write('info', fact, details),
  warn: (fact, details = {}) => write('warn', fact, details),
};
