import { type Doubt, isExpected } from '@nanoedge/base';
import type { DeviceStatus } from '@nanoedge/protocol';
import { plural } from './numbers.ts';
import type { Tone } from './tone.ts';

export interface DeviceCondition {
  word: string;
  tone: Tone;
}

/**
 * A device's state in a word. What is in doubt is not known to be true any more, so nothing of it
 * is shown as fine. Without `enrolled` one that was never heard counts as expected.
 */
export const deviceCondition = (
  status: DeviceStatus | undefined,
  { enrolled, doubt }: { enrolled?: boolean; doubt: Doubt | null },
): DeviceCondition => {
  if (status === undefined) return { word: 'not known yet', tone: 'unknown' };
  if (!(enrolled ?? !isExpected(status))) return { word: 'expected', tone: 'unknown' };
  switch (doubt) {
    case 'link':
    case 'database':
      return { word: `was ${saidCondition(status).word}`, tone: 'unknown' };
    case 'silent':
      return { word: 'not reporting', tone: 'unknown' };
    case 'offline':
    case 'engine':
    case null:
      return saidCondition(status);
  }
};

/** The state as it was when the dashboard said it last. */
const saidCondition = (status: DeviceStatus): DeviceCondition => {
  if (!status.connected) return { word: 'offline', tone: 'unknown' };
  const { reported } = status;
  if (reported === null) return { word: 'connecting', tone: 'attention' };
  if (!reported.engine.reachable) return { word: 'engine not answering', tone: 'broken' };
  const down = reported.services.filter(({ state }) => state !== 'answering');
  const broken = down.filter(
    ({ state }) => state === 'failed' || state === 'unhealthy' || state === 'backing-off',
  );
  if (broken.length > 0)
    return { word: `${plural(broken.length, 'service')} down`, tone: 'broken' };
  if (down.length > 0)
    return { word: `${plural(down.length, 'service')} starting`, tone: 'attention' };
  if (reported.appliedRevision !== status.desiredRevision)
    return { word: 'applying changes', tone: 'attention' };
  return { word: 'running', tone: 'ok' };
};
