import { formatSpan } from '../spans.ts';
import type { RefusalWords } from './refusal-words.ts';

const remedy = 'Ask an administrator.';

/** Why a device is not let in. */
export const deviceRefusals = {
  noName: 'Give the device a name',
  longName: 'A name has at most 64 characters',
  nameTaken: (name: string): RefusalWords => ({
    message: `Another device is called “${name}”.`,
    remedy: 'Choose a name that tells them apart.',
  }),
  renamedMeanwhile: (name: string): RefusalWords => ({
    message: `Somebody else renamed the device to “${name}” meanwhile.`,
    remedy: 'Close the form and look at it again.',
  }),
  movedMeanwhile: (zone: string): RefusalWords => ({
    message: `Somebody else moved the device to “${zone}” meanwhile.`,
    remedy: 'Close the form and look at it again.',
  }),
  noKey: {
    message: 'The public key is no Ed25519 key.',
    remedy: 'Send SPKI DER in base64url.',
  },
  otherProof: {
    message: 'The proof is not made with the public key of the request.',
    remedy: 'Sign the request with the device’s own key.',
  },
  revokeUnenrolled: {
    message: 'The device has no key that could be revoked.',
    remedy: 'Give it a join token to enrol with.',
  },
  inStep: {
    message: 'The device follows this dashboard.',
    remedy: 'There is nothing to start over.',
  },
  screenCode: 'A code is eight letters, as BCDF-GHJK on the screen',
  screensOffline: {
    message: 'The device is not connected, so its screens cannot be paired or revoked.',
    remedy: 'Wait until it is back. Screens that are paired go on.',
  },
  screensUnanswered: {
    message: 'The agent of the device gave no answer.',
    remedy: 'Update the agent if it is older than the dashboard, and try again.',
  },
  screensRefused: (why: string): RefusalWords => ({
    message: `The device says: ${why}.`,
  }),
  unknownJoinKey: { message: 'Nobody expects this join key.', remedy },
  usedJoinKey: { message: 'This join key has been used.', remedy },
  expiredJoinKey: { message: 'This join key has expired.', remedy },
  noSuchZone: (zone: string): RefusalWords => ({
    message: `There is no zone “${zone}” here.`,
    remedy: 'Choose a zone of the floor plan.',
  }),
  drillMinutes: 'A drill lasts 1 to 30 minutes',
  drillOffline: {
    message: 'The device is not connected, so it cannot be asked to cut itself off.',
    remedy: 'Wait until it is back.',
  },
  drillUnanswered: {
    message: 'The agent of the device did not agree to a drill.',
    remedy: 'Update the agent if it is older than the dashboard, and try again.',
  },
  unsignedRequest: {
    message: 'The request is not signed by this device, or its clock is off.',
    remedy,
  },
  repeatedRequest: {
    message: 'This request was made before, or there are too many.',
    remedy: 'Make it anew, with another nonce.',
  },
  unproven: { message: 'Prove who you are first.', remedy },
  otherSignature: { message: 'The signature is not that of this device.', remedy },
} as const;

/** What an agent or a browser hears whose link is not made or whose message fails. */
export const linkRefusals = {
  otherVersion: (dashboard: number, agent: number): string =>
    `this dashboard speaks version ${String(dashboard)}, the agent ${String(agent)}`,
  badHandshake: 'bad handshake',
  brokenSeal: 'somebody says what the device did not; its link ends',
  busy: (ms: number): string =>
    `many devices come back at once; this one is asked to come in ${formatSpan(ms)}`,
  noDatabase: 'the database of the dashboard does not answer',
  failed: 'something went wrong in the dashboard',
} as const;
