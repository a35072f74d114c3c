import type { ManifestSource } from '@nanoedge/nanoruntime';
import { Seconds, ThingName, ZoneId } from '@nanoedge/protocol';
import * as z from 'zod/mini';

export const BluetoothScannerConfig = z.object({
  zone: ZoneId,
  ble: ThingName,
  reportEverySeconds: Seconds,
  minimumRssi: z.int(),
});
export type BluetoothScannerConfig = z.infer<typeof BluetoothScannerConfig>;

export const manifest = {
  name: 'bluetooth-scanner',
  title: 'Bluetooth scanner',
  description: 'Listens for identity keys while it is told to.',
  config: BluetoothScannerConfig,
  fields: {
    zone: { note: 'The zone that the radio covers.' },
    ble: { note: 'The radio.', thing: 'ble' },
    reportEverySeconds: { note: 'A key is reported at most this often during one scan.' },
    minimumRssi: { note: 'Weaker sightings are ignored (dBm).' },
  },
  defaults: { ble: 'ble', reportEverySeconds: 1, minimumRssi: -90 },
  volumes: [],
  limits: { memoryMiB: 16, pids: 16 },
  peers: ['main-controller'],
  calls: { 'main-controller': ['POST /sightings'] },
  events: ['scan.started', 'scan.stopped', 'sighting'],
  roster: false,
  published: true,
} satisfies ManifestSource<typeof BluetoothScannerConfig>;
