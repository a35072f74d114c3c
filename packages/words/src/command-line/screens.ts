import { plural } from '../numbers.ts';

/** What `nanoedge screens` says. */
export const screenLines = {
  none: 'No browser is paired with the room screen.',
  open: 'shows it now',
  away: 'away       ',
  waiting: (count: number): string =>
    `${plural(count, 'browser')} with a code: nanoedge screens approve CODE`,
  whichDevice: (devices: string): string =>
    devices === ''
      ? 'No device of this site has a room screen.'
      : `Say which device with --device: ${devices}.`,
} as const;
