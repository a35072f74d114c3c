import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@nanoedge/protocol';
import { AuthenticationEngineConfig } from '../../src/authentication-engine/manifest.ts';
import { BluetoothScannerConfig } from '../../src/bluetooth-scanner/manifest.ts';
import { MainControllerConfig } from '../../src/main-controller/manifest.ts';
import { MeetingRoomConfig } from '../../src/meeting-room/manifest.ts';
import { PresenceDetectionConfig } from '../../src/presence-detection/manifest.ts';
import { UserGuidanceConfig } from '../../src/user-guidance/manifest.ts';

export const presenceConfig = (zone: string): PresenceDetectionConfig =>
  parse(
    PresenceDetectionConfig,
    { zone, motion: 'motion', debounceMs: 30, holdSeconds: 0.5, repeatSeconds: 0.4 },
    'config',
  );
export const scannerConfig = (zone: string): BluetoothScannerConfig =>
  parse(
    BluetoothScannerConfig,
    { zone, ble: 'ble', reportEverySeconds: 0.2, minimumRssi: -90 },
    'config',
  );
export const controllerConfig: MainControllerConfig = parse(
  MainControllerConfig,
  {
    scanners: { entrance: 'bluetooth-scanner-entrance', aurora: 'bluetooth-scanner-room' },
    rooms: [{ room: 'aurora', zone: 'aurora', display: 'meeting-room' }],
    authentication: 'authentication-engine',
    guidance: 'user-guidance',
    scanSeconds: 2,
    absenceSeconds: 1.5,
    guidanceSeconds: 20,
    leaseSeconds: 3,
  },
  'config',
);
export const guidanceConfig: UserGuidanceConfig = parse(
  UserGuidanceConfig,
  {
    lights: 'lights',
    routes: [
      {
        from: 'entrance',
        to: 'aurora',
        waypoints: [
          { id: 'w1', arrow: 'ahead' },
          { id: 'w2', arrow: 'left' },
        ],
      },
    ],
  },
  'config',
);
export const roomConfig: MeetingRoomConfig = parse(
  MeetingRoomConfig,
  { room: 'aurora', screen: 'screen' },
  'config',
);
export const engineConfig = (): AuthenticationEngineConfig =>
  parse(
    AuthenticationEngineConfig,
    { database: join(tmpdir(), `roster-${randomUUID()}.db`), admissionMinutes: 30 },
    'config',
  );
