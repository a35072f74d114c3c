import type { ThingKind } from './coap/things.ts';

/** What people call a thing of a kind. */
export const thingWord: Readonly<Record<ThingKind, string>> = {
  motion: 'motion sensor',
  ble: 'Bluetooth scanner',
  lights: 'guidance lights',
  screen: 'room screen',
};
