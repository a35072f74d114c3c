import { createHash, randomBytes } from 'node:crypto';

/**
 * A fresh one-time join key: 256 bits, so that it cannot be guessed and a plain hash keeps it safe
 * at rest.
 */
export const makeJoinKey = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a join key. */
export const hashJoinKey = (joinKey: string): string =>
  createHash('sha256').update(joinKey).digest('hex');
