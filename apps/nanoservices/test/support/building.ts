import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@nanoedge/base/testing';
import { CoapClient, type Output, type Schema } from '@nanoedge/coap';
import { largeManifest } from '@nanoedge/coap/testing';
import {
  parse,
  type IdentityKey,
  type Journey,
  type PlaceLesson,
  type Roster,
} from '@nanoedge/protocol';
import { AuthenticationEngineConfig } from '../../src/authentication-engine/manifest.ts';
import { authenticationEngine } from '../../src/authentication-engine/service.ts';
import { BluetoothScannerConfig } from '../../src/bluetooth-scanner/manifest.ts';
import { bluetoothScanner } from '../../src/bluetooth-scanner/service.ts';
import type { RunningService } from '../../src/kit/host.ts';
import type { Nanoservice } from '../../src/kit/service.ts';
import { MainControllerConfig } from '../../src/main-controller/manifest.ts';
import type { Floor } from '../../src/main-controller/place/floor.ts';
import { mainController } from '../../src/main-controller/service.ts';
import { floorOfConfig } from '../../src/main-controller/whereabouts.ts';
import { MeetingRoomConfig } from '../../src/meeting-room/manifest.ts';
import { meetingRoom } from '../../src/meeting-room/service.ts';
import { PresenceDetectionConfig } from '../../src/presence-detection/manifest.ts';
import { presenceDetection } from '../../src/presence-detection/service.ts';
import { UserGuidanceConfig } from '../../src/user-guidance/manifest.ts';
import { userGuidance } from '../../src/user-guidance/service.ts';
import { FakeGateway } from './gateway.ts';
import { hostOnLoopback } from './host-on-loopback.ts';
import { digest } from './roster.ts';
import { Traffic } from './traffic.ts';
import { unusedPort } from './unused-port.ts';

/** Which zones a building has, all with a motion sensor and a scanner, and which are rooms. */
export interface BuildingPlan {
  zones: readonly string[];
  rooms: readonly string[];
  doors: readonly (readonly [string, string])[];
  lesson?: PlaceLesson | undefined;
  /** How long before a meeting people are let in. */
  admissionMinutes?: number;
}

const controllerConfigOf = ({ zones, rooms, doors, lesson }: BuildingPlan): MainControllerConfig =>
  parse(
    MainControllerConfig,
    {
      scanners: Object.fromEntries(zones.map((zone) => [zone, `scanner-${zone}`])),
      rooms: rooms.map((room) => ({ room, zone: room, display: `display-${room}` })),
      doors: doors.map(([from, to]) => ({ from, to })),
      ...(lesson === undefined ? {} : { lesson }),
      authentication: 'authentication-engine',
      guidance: 'user-guidance',
      scanSeconds: 8,
      absenceSeconds: 5,
      guidanceSeconds: 120,
      leaseSeconds: 9,
    },
    'config',
  );

/** The building as main-controller sees it. */
export const floorOfPlan = (plan: BuildingPlan): Floor => floorOfConfig(controllerConfigOf(plan));

/**
 * A building with the times of the demo's: the real services on real UDP in this process, and a
 * clock that is moved by hand, so that a minute takes a fraction of a second.
 */
export class Building {
  readonly #traffic = new Traffic();
  readonly #unwatch = this.#traffic.watch();
  readonly clock: ManualClock;
  readonly gateways: ReadonlyMap<string, FakeGateway>;
  readonly #plan: BuildingPlan;
  readonly #hub: FakeGateway;
  readonly #client = new CoapClient();
  readonly #running: RunningService[] = [];
  readonly #ports: Record<string, number> = {};

  /** `now`: what time it is when it begins. */
  constructor(plan: BuildingPlan, now = 1_800_000_000_000) {
    this.#plan = plan;
    this.clock = new ManualClock(now, this.#traffic.settle);
    this.#hub = new FakeGateway('127.0.0.1', 0, () => this.clock.now());
    this.gateways = new Map(
      plan.zones.map((zone) => [zone, new FakeGateway('127.0.0.1', 0, () => this.clock.now())]),
    );
  }

  async start(roster: Roster): Promise<void> {
    const { zones, rooms } = this.#plan;
    for (const gateway of [this.#hub, ...this.gateways.values()]) await gateway.start();
    for (const room of rooms) this.at(room).contents.set(digest, largeManifest);
    for (const zone of zones) await this.#choosePort(`scanner-${zone}`);
    await this.#choosePort('main-controller');
    await this.#host('authentication-engine', authenticationEngine, {
      gateway: this.#hub,
      config: parse(
        AuthenticationEngineConfig,
        {
          database: join(tmpdir(), `roster-${randomUUID()}.db`),
          admissionMinutes: this.#plan.admissionMinutes ?? 30,
        },
        'config',
      ),
    });
    await this.#host('user-guidance', userGuidance, {
      gateway: this.#hub,
      config: parse(
        UserGuidanceConfig,
        {
          lights: 'lights',
          routes: zones.flatMap((from) =>
            rooms.map((to) => ({ from, to, waypoints: [{ id: 'w1', arrow: 'ahead' }] })),
          ),
        },
        'config',
      ),
    });
    for (const room of rooms)
      await this.#host(`display-${room}`, meetingRoom, {
        gateway: this.at(room),
        config: parse(MeetingRoomConfig, { room, screen: 'screen' }, 'config'),
      });
    await this.#host('main-controller', mainController, {
      gateway: this.#hub,
      config: controllerConfigOf(this.#plan),
    });
    for (const zone of zones) await this.#startSensors(zone);
    await this.know(roster);
    await this.pass(1000);
  }

  /** Has a roster known, as the agent brings it. */
  async know(roster: Roster): Promise<void> {
    await this.#client.send({
      url: this.#url('authentication-engine'),
      path: '/roster',
      method: 'PUT',
      body: roster,
    });
  }

  get rooms(): readonly string[] {
    return this.#plan.rooms;
  }

  /** Lets time go by. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
  }

  at(zone: string): FakeGateway {
    const gateway = this.gateways.get(zone);
    if (gateway === undefined) throw new RangeError(`there is no zone ${zone}`);
    return gateway;
  }

  /** Every journey that was told of, in the order of their beginning, as it was told of last. */
  journeys(): Journey[] {
    const latest = new Map<string, Journey>();
    for (const event of this.#hub.events)
      if (event.type === 'journey.updated') latest.set(event.journey, event.snapshot);
    return [...latest.values()];
  }

  journeysOf(key: IdentityKey): Journey[] {
    return this.journeys().filter((journey) => journey.key === key);
  }

  async stop(): Promise<void> {
    for (const running of this.#running.reverse()) {
      const stopped = running.stop();
      // Events that wait give up by the clock
      await this.pass(1000);
      await stopped;
    }
    for (const gateway of [this.#hub, ...this.gateways.values()]) await gateway.stop();
    await this.#client.close();
    this.#unwatch();
  }

  /** Chosen before anybody listens, so none may be chosen twice. */
  async #choosePort(name: string): Promise<void> {
    let port = await unusedPort();
    while (Object.values(this.#ports).includes(port)) port = await unusedPort();
    this.#ports[name] = port;
  }

  async #startSensors(zone: string): Promise<void> {
    await this.#host(`scanner-${zone}`, bluetoothScanner, {
      gateway: this.at(zone),
      config: parse(
        BluetoothScannerConfig,
        { zone, ble: 'ble', reportEverySeconds: 1, minimumRssi: -90 },
        'config',
      ),
    });
    await this.#host(`motion-${zone}`, presenceDetection, {
      gateway: this.at(zone),
      config: parse(
        PresenceDetectionConfig,
        { zone, motion: 'motion', debounceMs: 100, holdSeconds: 3, repeatSeconds: 2 },
        'config',
      ),
    });
  }

  #url(name: string): string {
    return `coap://127.0.0.1:${this.#ports[name] ?? 0}`;
  }

  async #host<T extends Schema>(
    name: string,
    nanoservice: Nanoservice<T>,
    { gateway, config }: { gateway: FakeGateway; config: Output<T> },
  ): Promise<void> {
    const place = { name, gateway, ports: this.#ports, clock: this.clock };
    const running = await hostOnLoopback(nanoservice, config, place);
    this.#running.push(running);
  }
}
