import type * as z from 'zod/mini';
import type { DriverSettings, Lamp } from '@nanoedge/protocol';
import { rgbOf } from './colour-of.ts';

type LightFormat = z.infer<DriverSettings['lights']['mqtt']>['format'];

/**
 * What a light is told so that it shows this colour, or none: Zigbee2MQTT takes colours as text,
 * the JSON schema of ESPHome and Home Assistant as numbers.
 */
export const lightCommand = (format: LightFormat, colour: Lamp['colour'] | null): string => {
  if (colour === null) return JSON.stringify({ state: 'OFF' });
  const shade = format === 'zigbee2mqtt' ? { hex: colour } : rgbOf(colour);
  return JSON.stringify({
    state: 'ON',
    brightness: format === 'zigbee2mqtt' ? 254 : 255,
    color: shade,
  });
};
