import { createHmac, timingSafeEqual } from 'node:crypto';

/** So far may the clocks be apart, and so long is a proof of use to whoever overheard it. */
const validMs = 60_000;

/** Whose account somebody asks to come back into, and when (epoch milliseconds). */
export interface AskedRecovery {
  email: string;
  at: number;
}

/** Proves that whoever asks reads the dashboard's secrets, which are sent nowhere. */
export const recoveryProof = (secret: string, { email, at }: AskedRecovery): string =>
  createHmac('sha256', secret)
    .update(`nanoedge recovery 1\n${email}\n${String(at)}`)
    .digest('base64url');

export const provesRecovery = (
  secret: string,
  { proof, ...asked }: AskedRecovery & { proof: string },
  now: number,
): boolean => {
  const wanted = Buffer.from(recoveryProof(secret, asked));
  const given = Buffer.from(proof);
  if (Math.abs(now - asked.at) > validMs || wanted.length !== given.length) return false;
  return timingSafeEqual(wanted, given);
};
