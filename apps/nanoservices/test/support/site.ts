import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomInt, randomUUID } from 'node:crypto';
import type {
  ContentManifest,
  Digest,
  IdentityKey,
  Journey,
  Roster,
  ServiceEvent,
} from '@nanoedge/protocol';
import type { AuthenticationEngineConfig } from '../../src/authentication-engine/manifest.ts';
import type { BluetoothScannerConfig } from '../../src/bluetooth-scanner/manifest.ts';
import type { MainControllerConfig } from '../../src/main-controller/manifest.ts';
import type { MeetingRoomConfig } from '../../src/meeting-room/manifest.ts';
import type { PresenceDetectionConfig } from '../../src/presence-detection/manifest.ts';
import type { UserGuidanceConfig } from '../../src/user-guidance/manifest.ts';
import {
  ContentManifest as ManifestSchema,
  Roster as RosterSchema,
  parse,
} from '@nanoedge/protocol';
import { AuthenticationEngineConfig as AuthenticationSchema } from '../../src/authentication-engine/manifest.ts';
import { MainControllerConfig as ControllerSchema } from '../../src/main-controller/manifest.ts';
import { MeetingRoomConfig as RoomSchema } from '../../src/meeting-room/manifest.ts';
import { BluetoothScannerConfig as ScannerSchema } from '../../src/bluetooth-scanner/manifest.ts';
import { PresenceDetectionConfig as PresenceSchema } from '../../src/presence-detection/manifest.ts';
import { UserGuidanceConfig as GuidanceSchema } from '../../src/user-guidance/manifest.ts';
import { authenticationEngine } from '../../src/authentication-engine/service.ts';
import { bluetoothScanner } from '../../src/bluetooth-scanner/service.ts';
import { CoapClient, silentLog } from '@nanoedge/coap';
import type { Output, Schema } from '@nanoedge/coap';
import type { Environment } from '../../src/kit/env.ts';
import { hostService } from '../../src/kit/host.ts';
import type { RunningService } from '../../src/kit/host.ts';
import type { Nanoservice } from '../../src/kit/service.ts';
import { mainController } from '../../src/main-controller/service.ts';
import { meetingRoom } from '../../src/meeting-room/service.ts';
import { presenceDetection } from '../../src/presence-detection/service.ts';
import { userGuidance } from '../../src/user-guidance/service.ts';
import { FakeGateway } from './gateway.ts';

export const digest = `sha256:${'a'.repeat(64)}` as Digest;

export const manifest: ContentManifest = parse(
  ManifestSchema,
  {
    meeting: 'standup',
    items: Array.from({ length: 12 }, (_, index) => ({
      kind: 'pdf',
      name: `plan-${index}.pdf`,
      digest: `sha256:${'b'.repeat(64)}`,
      mediaType: 'application/pdf',
      bytes: 1234,
    })),
  },
  'manifest',
);

const person = (id: string, name: string, colour: string) => ({
  id,
  name,
  initials: name.slice(0, 1),
  colour,
  keys: [`key-${id}`],
});

/** Bob and Carl are invited, Eve is known but not invited. */
export const rosterAt = (now: number): Roster =>
  parse(
    RosterSchema,
    {
      revision: 1,
      people: [
        person('bob', 'Bob', '#e69f00'),
        person('carl', 'Carl', '#e69f00'),
        person('eve', 'Eve', '#009e73'),
      ],
      meetings: [
        {
          id: 'standup',
          title: 'Stand-up',
          room: 'aurora',
          startsAt: now - 60_000,
          endsAt: now + 600_000,
          content: digest,
          participants: ['bob', 'carl'],
        },
      ],
    },
    'roster',
  );

export const presenceConfig = (zone: string): PresenceDetectionConfig =>
  parse(
    PresenceSchema,
    { zone, motion: 'motion', debounceMs: 30, holdSeconds: 0.5, repeatSeconds: 0.4 },
    'config',
  );
export const scannerConfig = (zone: string): BluetoothScannerConfig =>
  parse(ScannerSchema, { zone, ble: 'ble', reportEverySeconds: 0.2, minimumRssi: -90 }, 'config');
export const controllerConfig: MainControllerConfig = parse(
  ControllerSchema,
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
  GuidanceSchema,
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
  RoomSchema,
  { room: 'aurora', screen: 'screen' },
  'config',
);
export const engineConfig = (): AuthenticationEngineConfig =>
  parse(
    AuthenticationSchema,
    { database: join(tmpdir(), `roster-${randomUUID()}.db`), admissionMinutes: 30 },
    'config',
  );

/** A service of the site by its deployment name. */
export type ServiceName =
  | 'presence-detection-entrance'
  | 'presence-detection-room'
  | 'bluetooth-scanner-entrance'
  | 'bluetooth-scanner-room'
  | 'main-controller'
  | 'authentication-engine'
  | 'user-guidance'
  | 'meeting-room';

/**
 * The demo building with short times: eight services and four agents' gateways in this process, all
 * on real UDP.
 */
export class Site {
  readonly entrance = new FakeGateway();
  readonly corridor = new FakeGateway();
  readonly room = new FakeGateway();
  readonly closet = new FakeGateway();
  readonly client = new CoapClient();
  readonly #running = new Map<ServiceName, RunningService>();
  readonly #ports: Record<string, number> = {};
  readonly #engine = engineConfig();

  async start(roster = rosterAt(Date.now())): Promise<void> {
    await Promise.all(
      [this.entrance, this.corridor, this.room, this.closet].map((gateway) => gateway.start()),
    );
    this.room.contents.set(digest, manifest);
    // Peers must be known before a service starts, so every port is chosen first.
    const first: ServiceName[] = ['authentication-engine', 'user-guidance', 'meeting-room'];
    for (const name of first) await this.startService(name);
    for (const name of [
      'bluetooth-scanner-entrance',
      'bluetooth-scanner-room',
      'main-controller',
    ] as const) {
      this.#ports[name] = await freePort();
    }
    await this.startService('main-controller');
    await this.startService('bluetooth-scanner-entrance');
    await this.startService('bluetooth-scanner-room');
    await this.startService('presence-detection-entrance');
    await this.startService('presence-detection-room');
    await this.client.send({
      url: this.url('authentication-engine'),
      path: '/roster',
      method: 'PUT',
      body: roster,
    });
  }

  url(name: ServiceName): string {
    return `coap://127.0.0.1:${this.#ports[name] ?? 0}`;
  }

  async startService(name: ServiceName): Promise<void> {
    switch (name) {
      case 'presence-detection-entrance':
        return this.#host(name, presenceDetection, {
          gateway: this.entrance,
          config: presenceConfig('entrance'),
        });
      case 'presence-detection-room':
        return this.#host(name, presenceDetection, {
          gateway: this.room,
          config: presenceConfig('aurora'),
        });
      case 'bluetooth-scanner-entrance':
        return this.#host(name, bluetoothScanner, {
          gateway: this.entrance,
          config: scannerConfig('entrance'),
        });
      case 'bluetooth-scanner-room':
        return this.#host(name, bluetoothScanner, {
          gateway: this.room,
          config: scannerConfig('aurora'),
        });
      case 'main-controller':
        return this.#host(name, mainController, { gateway: this.closet, config: controllerConfig });
      case 'authentication-engine':
        return this.#host(name, authenticationEngine, {
          gateway: this.closet,
          config: this.#engine,
        });
      case 'user-guidance':
        return this.#host(name, userGuidance, { gateway: this.corridor, config: guidanceConfig });
      case 'meeting-room':
        return this.#host(name, meetingRoom, { gateway: this.room, config: roomConfig });
    }
  }

  /** Stops a service; `startService` brings it back on the same port with nothing remembered. */
  async stopService(name: ServiceName): Promise<void> {
    await this.#running.get(name)?.stop();
    this.#running.delete(name);
  }

  async restartService(name: ServiceName): Promise<void> {
    await this.stopService(name);
    await this.startService(name);
  }

  async stop(): Promise<void> {
    for (const running of [...this.#running.values()].reverse()) await running.stop();
    await Promise.all(
      [this.entrance, this.corridor, this.room, this.closet].map((gateway) => gateway.stop()),
    );
    await this.client.close();
  }

  /** Every event of every device. */
  events(): ServiceEvent[] {
    return [this.entrance, this.corridor, this.room, this.closet].flatMap(({ events }) => events);
  }

  /** The latest journey of a key as the events tell it. */
  journey(key: string): Journey | undefined {
    return this.snapshots(key).at(-1);
  }

  snapshots(key: string): Journey[] {
    return this.closet.events.flatMap((event) =>
      event.type === 'journey.updated' && event.snapshot.key === key ? [event.snapshot] : [],
    );
  }

  async #host<T extends Schema>(
    name: ServiceName,
    nanoservice: Nanoservice<T>,
    { gateway, config }: { gateway: FakeGateway; config: Output<T> },
  ): Promise<void> {
    const peers = Object.fromEntries(
      Object.entries(this.#ports).map(([peer, port]) => [peer, `coap://127.0.0.1:${port}`]),
    );
    const environment = {
      deployment: name,
      nanoservice: nanoservice.name,
      version: '0.0.0',
      gateway: gateway.url,
      peers,
      config,
    } as Environment<Output<T>>;
    const running = await hostService(nanoservice, environment, {
      port: this.#ports[name] ?? 0,
      address: '127.0.0.1',
      log: silentLog,
    });
    this.#ports[name] = running.port;
    this.#running.set(name, running);
  }
}

/**
 * A port that nobody has now, below those that the system gives to whoever asks for any: a service
 * that restarts finds it free again.
 */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const socket = createSocket('udp4');
    const free = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => resolve(true));
    });
    socket.close();
    if (free) return port;
  }
};

/** Somebody with a key who stands in one place after the other; the key advertises every 100 ms. */
export class Walker {
  readonly #key: IdentityKey;
  #place: FakeGateway | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(key: string) {
    this.#key = key as IdentityKey;
  }

  /**
   * Walks to another place; null leaves the building. Whoever walks is seen by the motion sensor
   * there.
   */
  go(place: FakeGateway | null): void {
    this.#place?.move(false);
    this.#place = place;
    place?.move(true);
    if (place === null) {
      if (this.#timer !== null) clearInterval(this.#timer);
      this.#timer = null;
    } else this.#timer ??= setInterval(() => this.#place?.advertise(this.#key), 100);
  }
}
