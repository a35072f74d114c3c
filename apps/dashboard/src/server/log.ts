import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';
import { type DestinationStream, type Logger, pino } from 'pino';

interface LoggedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: LoggedError;
}

/**
 * An error without the values in it: a failed query names its parameters, and PostgreSQL the row,
 * which may be keys.
 */
const describe = (error: unknown): LoggedError => {
  if (error instanceof DrizzleQueryError) return describe(error.cause ?? 'query failed');
  if (!(error instanceof Error)) return { type: typeof error, message: 'was thrown' };
  const message =
    error instanceof pg.DatabaseError
      ? `${error.message} (${error.constraint ?? error.table ?? 'no table'})`
      : error.message;
  return {
    type: error.name,
    message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(error instanceof pg.DatabaseError || error.stack === undefined
      ? {}
      : { stack: error.stack }),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
};

/**
 * The log of the process: one JSON line a fact, on standard output unless a destination is given.
 */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describe } },
    destination ?? pino.destination(1),
  );
