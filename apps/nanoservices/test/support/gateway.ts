import { systemClock } from '@nanoedge/base';
import { KeysRequest, LightsState, ScreenState, ServiceEvent } from '@nanoedge/protocol';
import type {
  BleState,
  ContentManifest,
  EpochMs,
  IdentityKey,
  KeysAnswer,
  MotionState,
  PersonId,
  Sighting,
  ThingState,
} from '@nanoedge/protocol';
import {
  CoapServer,
  NoSuchResource,
  changed,
  content,
  observable,
  silentLog,
  withBody,
} from '@nanoedge/coap';
import type { Resource } from '@nanoedge/coap';

const motionOf = (active: boolean, at: EpochMs): MotionState => ({ kind: 'motion', active, at });

/**
 * An agent's gateway with simulated things, on real CoAP. `restart` forgets observers as a
 * restarted agent does.
 */
export class FakeGateway {
  readonly events: ServiceEvent[] = [];
  readonly lights: LightsState[] = [];
  readonly screens: ScreenState[] = [];
  /** How far this agent's time is ahead of ours, and whether it can know it. */
  time = { aheadMs: 0, known: true };
  readonly contents = new Map<string, ContentManifest>();
  /** Whose keys are whose, for who takes this for authentication-engine. */
  readonly owners = new Map<IdentityKey, PersonId>();
  readonly #radio = new Map<IdentityKey, Sighting>();
  #motion: MotionState;
  #server: CoapServer;
  port = 0;

  readonly #address: string;
  readonly #now: () => EpochMs;

  constructor(address = '127.0.0.1', port = 0, now = (): EpochMs => systemClock.now()) {
    this.#address = address;
    this.#now = now;
    this.#motion = motionOf(false, now());
    this.#server = this.#build(port);
  }

  get url(): string {
    return `coap://${this.#address}:${this.port}`;
  }

  get screen(): ScreenState {
    return this.screens.at(-1) ?? { kind: 'screen', mode: 'idle' };
  }

  get lamps(): LightsState['lamps'] {
    return this.lights.at(-1)?.lamps ?? [];
  }

  async start(): Promise<void> {
    this.port = await this.#server.start();
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    this.#server = this.#build(this.port);
    await this.start();
  }

  move(active: boolean): void {
    this.#motion = motionOf(active, this.#now());
    this.#server.notify('/things/motion');
  }

  /** One advertisement of a key. */
  advertise(key: IdentityKey, rssi = -60): void {
    this.#radio.set(key, { key, rssi: rssi as Sighting['rssi'], heardAt: this.at });
    this.#server.notify('/things/ble');
  }

  /** Whether the radio listens. */
  get listening(): boolean {
    return this.#server.observers('/things/ble') > 0;
  }

  get watched(): boolean {
    return this.#server.observers('/things/motion') > 0;
  }

  /** What time it is here. */
  get at(): EpochMs {
    return (this.#now() + this.time.aheadMs) as EpochMs;
  }

  #heard(): BleState {
    const heard = [...this.#radio.values()].filter(({ heardAt }) => this.at - heardAt < 2000);
    return { kind: 'ble', heard };
  }

  #known(keys: readonly IdentityKey[]): KeysAnswer {
    const owned = keys.flatMap((key) => {
      const owner = this.owners.get(key);
      return owner === undefined ? [] : [{ key, owner }];
    });
    return {
      revision: 1,
      known: owned.map(({ key }) => key),
      owners: owned.map(({ owner }) => owner),
    };
  }

  #build(port: number): CoapServer {
    const thing = (
      name: string,
      read: () => ThingState,
      put?: Resource['handlers']['PUT'],
    ): Resource => {
      const resource = observable(`/things/${name}`, 'nanoedge.thing', read);
      return put === undefined
        ? resource
        : { ...resource, handlers: { ...resource.handlers, PUT: put } };
    };
    const resources: Resource[] = [
      thing('motion', () => this.#motion),
      thing('ble', () => this.#heard()),
      thing(
        'lights',
        () => this.lights.at(-1) ?? { kind: 'lights', lamps: [] },
        withBody(LightsState, (state) => {
          this.lights.push(state);
          return changed();
        }),
      ),
      thing(
        'screen',
        () => this.screen,
        withBody(ScreenState, (state) => {
          this.screens.push(state);
          return changed();
        }),
      ),
      {
        path: '/events',
        type: 'nanoedge.events',
        handlers: {
          POST: withBody(ServiceEvent, (event) => {
            this.events.push(event);
            return changed();
          }),
        },
      },
      {
        path: '/keys',
        type: 'nanoedge.keys',
        handlers: {
          POST: withBody(KeysRequest, ({ keys }) => changed(this.#known(keys))),
        },
      },
      {
        path: '/time',
        type: 'nanoedge.time',
        handlers: {
          GET: () => content({ now: this.at, known: this.time.known }),
        },
      },
      {
        path: '/content/{digest}',
        type: 'nanoedge.content',
        handlers: {
          GET: ({ parameters }) => {
            const manifest = this.contents.get(parameters['digest'] ?? '');
            if (manifest === undefined) throw new NoSuchResource('there is no such content');
            return content(manifest);
          },
        },
      },
    ];
    return new CoapServer(resources, { port, address: this.#address, log: silentLog });
  }
}
