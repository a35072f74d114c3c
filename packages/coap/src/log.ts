/** Where facts go that somebody who looks after the process should read. */
export interface Log {
  info(fact: string, details?: Record<string, unknown>): void;
  warn(fact: string, details?: Record<string, unknown>): void;
}

export const silentLog: Log = { info: () => {}, warn: () => {} };
