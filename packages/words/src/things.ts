import type { ThingKind } from '@nanoedge/protocol';

/** What people call a thing of a kind. */
export const thingWord: Readonly<Record<ThingKind, string>> = {
  motion: 'motion sensor',
  ble: 'Bluetooth scanner',
  lights: 'guidance lights',
  screen: 'room screen',
};
