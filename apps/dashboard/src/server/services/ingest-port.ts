import type { DeviceId, OutboxEvent } from '@nanoedge/protocol';

/** What a device sent. */
export interface Sent {
  device: DeviceId;
  events: readonly OutboxEvent[];
}

/** What became of it; `ackedSeq` is null for a device that is not known. */
export interface Ingested {
  ackedSeq: number | null;
  /** Until the devices and browsers know what the events changed. */
  announced: Promise<unknown>;
}
