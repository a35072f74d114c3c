import {
  type ChangedEntity,
  type DeviceStatus,
  DeviceStatus as DeviceStatusSchema,
  liveLink,
  type StoredEvent,
  StoredEvent as StoredEventSchema,
} from '@nanoedge/protocol';

interface Schema<T> {
  safeParse: (value: unknown) => { success: true; data: T } | { success: false };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The rows that the schema takes; one that a newer server words otherwise harms no other. */
const rows = <T>(schema: Schema<T>, value: unknown): T[] =>
  (Array.isArray(value) ? value : []).flatMap((row) => {
    const read = schema.safeParse(row);
    return read.success ? [read.data] : [];
  });

/** The events of a push. */
export const readEvents = (message: unknown): StoredEvent[] =>
  rows(StoredEventSchema, isRecord(message) ? message['events'] : null);

/** The device of a push; null when it is none. */
export const readDevice = (message: unknown): DeviceStatus | null => {
  const read = liveLink.device.payload.safeParse(message);
  return read.success ? read.data : null;
};

/** What a push says has changed; null for what this page does not know. */
export const readChanged = (message: unknown): ChangedEntity | null => {
  const read = liveLink.changed.payload.safeParse(message);
  return read.success ? read.data.entity : null;
};

/** What a subscription brings. `more`: ask again from the last of these events. */
export interface Missed {
  devices: DeviceStatus[];
  events: StoredEvent[];
  more: boolean;
}

/** The answer to a subscription; null when the server will not have us. */
export const readMissed = (answer: unknown): Missed | null => {
  if (!isRecord(answer) || answer['ok'] !== true || !isRecord(answer['value'])) return null;
  const { devices, events, more } = answer['value'];
  return {
    devices: rows(DeviceStatusSchema, devices),
    events: rows(StoredEventSchema, events),
    more: more === true,
  };
};
