import type { Doubt } from '@nanoedge/base';

/** Why nothing of what was said last is known to be true now. */
export const doubtWord: Readonly<Record<Doubt, string>> = {
  link: 'This page has lost the dashboard, so what it shows is from before.',
  offline: 'The device has no link to the dashboard, so what it said last is shown.',
  silent: 'The device is connected but has stopped reporting, so what it said last is shown.',
  engine: 'The Docker Engine of the device does not answer, so what it said last is shown.',
};
