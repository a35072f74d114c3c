import { SetClock, waitUntil } from '@nanoedge/base/testing';
import type { Journey, Roster, ServiceEvent } from '@nanoedge/protocol';
import { CoapClient } from '@nanoedge/coap';
import type { Output, Schema } from '@nanoedge/coap';
import { largeManifest } from '@nanoedge/coap/testing';
import { authenticationEngine } from '../../src/authentication-engine/service.ts';
import { bluetoothScanner } from '../../src/bluetooth-scanner/service.ts';
import type { RunningService } from '../../src/kit/host.ts';
import type { Nanoservice } from '../../src/kit/service.ts';
import { mainController } from '../../src/main-controller/service.ts';
import { meetingRoom } from '../../src/meeting-room/service.ts';
import { presenceDetection } from '../../src/presence-detection/service.ts';
import { userGuidance } from '../../src/user-guidance/service.ts';
import {
  controllerConfig,
  engineConfig,
  guidanceConfig,
  presenceConfig,
  roomConfig,
  scannerConfig,
} from './configs.ts';
import { FakeGateway } from './gateway.ts';
import { hostOnLoopback } from './host-on-loopback.ts';
import { digest, rosterAt } from './roster.ts';
import { unusedPort } from './unused-port.ts';

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
  /** The clock of every machine. */
  readonly machine = new SetClock();
  readonly #running = new Map<ServiceName, RunningService>();
  readonly #ports: Record<string, number> = {};
  readonly #engine = engineConfig();

  async start(roster = rosterAt(Date.now())): Promise<void> {
    await Promise.all(this.gateways.map((gateway) => gateway.start()));
    this.room.contents.set(digest, largeManifest);
    // Peers must be known before a service starts, so every port is chosen first.
    const first: ServiceName[] = ['authentication-engine', 'user-guidance', 'meeting-room'];
    for (const name of first) await this.startService(name);
    for (const name of [
      'bluetooth-scanner-entrance',
      'bluetooth-scanner-room',
      'main-controller',
    ] as const) {
      this.#ports[name] = await unusedPort();
    }
    await this.startService('main-controller');
    await this.startService('bluetooth-scanner-entrance');
    await this.startService('bluetooth-scanner-room');
    await this.startService('presence-detection-entrance');
    await this.startService('presence-detection-room');
    await this.know(roster);
  }

  /** Puts a roster, as the agent does when it changed. */
  async know(roster: Roster): Promise<void> {
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

  /** Starts, and waits until both motion sensors are observed, so that nobody walks in unseen. */
  async startWatched(roster = rosterAt(Date.now())): Promise<void> {
    await this.start(roster);
    await waitUntil(
      'both motion sensors observed',
      () => this.entrance.watched && this.room.watched,
    );
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
    await Promise.all(this.gateways.map((gateway) => gateway.stop()));
    await this.client.close();
  }

  get gateways(): FakeGateway[] {
    return [this.entrance, this.corridor, this.room, this.closet];
  }

  /** Every event of every device. */
  events(): ServiceEvent[] {
    return this.gateways.flatMap(({ events }) => events);
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
    const place = { name, gateway, ports: this.#ports, clock: this.machine };
    const running = await hostOnLoopback(nanoservice, config, place);
    this.#running.set(name, running);
  }
}
