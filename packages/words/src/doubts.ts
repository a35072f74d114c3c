import type { Doubt } from '@nanoedge/base';
import type { Tone } from './tone.ts';

/** Why nothing of what was said last is known to be true now. */
export const doubtWord: Readonly<Record<Doubt, string>> = {
  link: 'This page has lost the dashboard, so what it shows is from before.',
  offline: 'The device has no link to the dashboard, so what it said last is shown.',
  silent: 'The device is connected but has stopped reporting, so what it said last is shown.',
  database:
    'The database of the dashboard does not answer, so no report can be taken and what was said last is shown.',
  engine: 'The Docker Engine of the device does not answer, so what it said last is shown.',
};

/**
 * A device in a word by the doubt alone, where no more is known of it; one that has never come is
 * expected, not lost.
 */
export const doubtedDevice = (
  doubt: Doubt,
  { enrolled }: { enrolled: boolean },
): { word: string; tone: Tone } => {
  switch (doubt) {
    case 'link':
    case 'database':
      return { word: 'not known now', tone: 'unknown' };
    case 'offline':
      return { word: enrolled ? 'offline' : 'expected', tone: 'unknown' };
    case 'silent':
      return { word: 'not reporting', tone: 'unknown' };
    case 'engine':
      return { word: 'engine not answering', tone: 'broken' };
  }
};
