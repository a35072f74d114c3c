import { createHash, randomBytes } from 'node:crypto';
import type { EnrolAnswer, EnrolRequest } from '@nanoedge/protocol';
import type { SignText, Verifies } from './signing.ts';

/** 256 bits that nobody has said before. */
export const freshNonce = (): string => randomBytes(32).toString('base64url');

/** What one connection is bound to: who speaks, and what each end made up for it. */
export interface Binding {
  device: string;
  agentNonce: string;
  dashboardNonce: string;
}

const bound = (what: string, { device, agentNonce, dashboardNonce }: Binding): string =>
  [`nanoedge ${what} v2`, device, agentNonce, dashboardNonce].join('\n');

/** The exact text that the dashboard signs at every connect, before it learns anything. */
export const challengeText = (binding: Binding): string => bound('challenge', binding);

/** The exact text that the agent signs once it knows that it is its dashboard. */
export const proofText = (binding: Binding): string => bound('proof', binding);

const hashed = (joinKey: string): string =>
  createHash('sha256').update(joinKey, 'utf8').digest('hex');

const enrolText = ({ joinKey, name, publicKey }: Omit<EnrolRequest, 'proof'>): string =>
  ['nanoedge enrol v2', hashed(joinKey), publicKey, name].join('\n');

type Place = Pick<EnrolAnswer, 'device' | 'site'>;

const enrolledText = (
  { device, site }: Place,
  { joinKey, publicKey }: Omit<EnrolRequest, 'proof'>,
): string => ['nanoedge enrolled v2', hashed(joinKey), publicKey, device, site].join('\n');

const releaseKeyText = (
  key: string,
  { device, site }: Place,
  { joinKey, publicKey }: Omit<EnrolRequest, 'proof'>,
): string =>
  ['nanoedge enrolled release key v1', hashed(joinKey), publicKey, device, site, key].join('\n');

/** A request for a place in a site, with the proof that its key is the asker's own. */
export const enrolRequest = (
  wanted: Omit<EnrolRequest, 'proof'>,
  sign: SignText,
): EnrolRequest => ({ ...wanted, proof: sign(enrolText(wanted)) });

export const provesItsKey = (request: EnrolRequest, verifies: Verifies): boolean =>
  verifies(enrolText(request), request.proof);

/**
 * The place in the site and the release key, in words that only this dashboard can say, and to this
 * agent only.
 */
export const enrolAnswer = (
  { releaseKey: key, ...place }: Place & { releaseKey: string | null },
  request: EnrolRequest,
  sign: SignText,
): EnrolAnswer => ({
  ...place,
  signature: sign(enrolledText(place, request)),
  releaseKey: key === null ? null : { key, signature: sign(releaseKeyText(key, place, request)) },
});

export const isFromDashboard = (
  answer: EnrolAnswer,
  request: EnrolRequest,
  verifies: Verifies,
): boolean => verifies(enrolledText(answer, request), answer.signature);

/** The release key that the answer names; null where it names none, or not in its dashboard's words. */
export const releaseKeyIn = (
  answer: EnrolAnswer,
  request: EnrolRequest,
  verifies: Verifies,
): string | null => {
  const said = answer.releaseKey;
  if (said === null || !verifies(releaseKeyText(said.key, answer, request), said.signature))
    return null;
  return said.key;
};
