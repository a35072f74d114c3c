import pg from 'pg';

/** Errors of the socket to PostgreSQL. */
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);

/** What the driver says of a lost or silent connection; it gives these no code. */
const driverSays =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|timeout expired|Client has encountered a connection error|Client was closed)/;

/** Connection exceptions, shutdown, crash recovery, start, and too many connections. */
const serverCodes = /^(08...|57P0[1-5]|53300)$/;

/** Whether an error is the database's absence, not a fault of what was asked of it. */
export const isDatabaseLost = (error: unknown): boolean => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof pg.DatabaseError) {
      if (serverCodes.test(at.code ?? '')) return true;
    } else if ('code' in at && typeof at.code === 'string' && socketCodes.has(at.code)) {
      return true;
    } else if (driverSays.test(at.message)) return true;
    if (at instanceof AggregateError && at.errors.some(isDatabaseLost)) return true;
  }
  return false;
};
