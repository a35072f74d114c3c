import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url; it is told once and kept nowhere. */
export const newLinkToken = (): string => randomBytes(32).toString('base64url');

/** By what a link is found; the token cannot be had from it. */
export const hashOfToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');
