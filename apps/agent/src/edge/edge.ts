import { coapPort } from '@nanoedge/base';
import type { DesiredState } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.ts';
import type { Fact, FactReader, FactSink } from '../facts.ts';
import type { DeviceClock } from '../time/device-clock.ts';
import type { ContainerKeys } from '../store/container-keys.ts';
import type { ContentStore } from '../store/content-store.ts';
import { KeyUnknown } from '../errors.ts';
import { askContainer } from './ask-container.ts';
import type { Display } from './display/display.ts';
import { ScreenKeeper } from './display/keeper.ts';
import { Gateway } from './gateway/gateway.ts';
import { Given } from './gateway/given.ts';
import { Speakers } from './gateway/speakers.ts';
import type { Outbox } from './outbox/outbox.ts';
import { tellHealth } from './things/tell-health.ts';
import { World } from './things/simulation/world.ts';
import { Things } from './things/things.ts';

export interface EdgePorts {
  engine: Engine;
  keys: ContainerKeys;
  clock: DeviceClock;
  log: Logger;
  facts: FactSink;
  outbox: Outbox;
  content: ContentStore;
  display: Display;
  /** Of the system bus, as `unix:path=/run/dbus/system_bus_socket`. */
  busAddress: string;
}

interface EdgeParts {
  things: Things;
  world: World;
  keeper: ScreenKeeper;
  speakers: Speakers;
  given: Given;
  gateway: Gateway;
}

/** What this device is to its services and to the people in front of it. */
export class Edge implements FactReader {
  readonly things: Things;
  readonly world: World;
  readonly gateway: Gateway;
  readonly #parts: EdgeParts;

  constructor(parts: EdgeParts) {
    this.things = parts.things;
    this.world = parts.world;
    this.gateway = parts.gateway;
    this.#parts = parts;
  }

  hear(fact: Fact): void {
    const { speakers, given, gateway } = this.#parts;
    if (fact.type === 'desired.accepted') this.#assign(fact.desired);
    if (fact.type === 'container.ready') given.answering(fact.deployment, fact);
    if (fact.type === 'container.keyed') speakers.made(fact.key, fact);
    if (fact.type === 'container.ended') gateway.containerEnded(fact.container);
    if (fact.type === 'container.changed' || fact.type === 'container.ended')
      void speakers.refresh();
    if (fact.type === 'engine.stream' && fact.isOpen) void speakers.refresh();
  }

  async stop(): Promise<void> {
    this.#parts.given.stop();
    this.things.stop();
    this.#parts.keeper.stop();
    await this.gateway.close();
  }

  #assign(desired: DesiredState): void {
    this.things.assign(desired.things, desired.brokers);
    this.#parts.given.assign(desired);
    this.#parts.keeper.assign(desired.display);
  }
}

/** Where Debian's package `gpiod` has them. */
const gpioTools = { gpiomon: '/usr/bin/gpiomon', gpioget: '/usr/bin/gpioget' };

/** How long a service may take to accept what it is given. */
const putMs = 5_000;

/** Makes the edge's parts, each from those before it. */
export const makeEdge = ({
  engine,
  keys,
  clock,
  log,
  facts,
  outbox,
  content,
  display,
  busAddress,
}: EdgePorts): Edge => {
  const world = new World(clock);
  const things = new Things({
    clock,
    world,
    random: Math.random,
    onFired: ({ name, zone, kind }) =>
      facts.append({ type: 'thing.fired', at: clock.now(), thing: name, zone, detail: kind }),
    onHealth: tellHealth({ facts, clock, log }),
    gpio: gpioTools,
    busAddress,
    onScreen: (screen) => keeper.show(screen),
  });
  const keeper = new ScreenKeeper({ clock, log, display, things, content });
  const speakers = new Speakers(engine, keys);
  const given = new Given({
    clock,
    log,
    put: async ({ container, address }, path, body) => {
      const key = speakers.keyOf(container);
      if (key === null) throw new KeyUnknown();
      await askContainer(
        { address, pairing: keys.calling(key) },
        { path, method: 'PUT', body, timeoutMs: putMs },
      );
    },
  });
  const gateway = new Gateway({
    clock,
    log,
    speakers,
    port: coapPort,
    thing: (name) => things.get(name),
    roster: (deployment) => given.rosterFor(deployment),
    setScreen: (screen, state) => keeper.set(screen, state),
    capabilities: (deployment) => given.capabilitiesOf(deployment),
    content: async (digest) => content.read(digest),
    append: (source, body) => void outbox.append(source, body),
  });
  return new Edge({ things, world, keeper, speakers, given, gateway });
};
