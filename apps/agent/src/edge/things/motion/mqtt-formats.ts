import type * as z from 'zod/mini';
import type { DriverSettings } from '@nanoedge/protocol';
import { jsonObject } from '../mqtt/json-object.ts';

export type MotionFormat = z.infer<DriverSettings['motion']['mqtt']>['format'];

const word = (text: string): boolean | null => {
  const said = text.trim().toLowerCase();
  if (said === 'on' || said === 'true') return true;
  return said === 'off' || said === 'false' ? false : null;
};

/** The fields by which Zigbee2MQTT says of its sensors that somebody is there, most usual first. */
const zigbeeFields = ['occupancy', 'presence', 'motion'];

/**
 * What a message says of motion; null: nothing. Zigbee2MQTT publishes an object (`occupancy`, or
 * `presence` of radars), ESPHome and Home Assistant's statestream `ON` and `OFF`, in any case.
 */
export const readMotion = (format: MotionFormat, payload: string): boolean | null => {
  if (format !== 'zigbee2mqtt') return word(payload);
  const said = jsonObject(payload);
  const value = zigbeeFields.map((field) => said?.[field]).find((found) => found !== undefined);
  return typeof value === 'boolean' ? value : null;
};
