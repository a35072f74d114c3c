import { coapPort } from '@nanoedge/base';
import { sendOnce } from '@nanoedge/coap';
import type { DesiredState } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.ts';
import type { Fact, FactReader, FactSink } from '../facts.ts';
import type { DeviceClock } from '../time/device-clock.ts';
import type { ContentStore } from '../store/content-store.ts';
import type { Display } from './display/display.ts';
import { Gateway } from './gateway/gateway.ts';
import { RosterPush, type RosterPorts } from './gateway/roster-push.ts';
import { Speakers } from './gateway/speakers.ts';
import type { Outbox } from './outbox/outbox.ts';
import { World } from './things/simulation/world.ts';
import { Things } from './things/things.ts';

export interface EdgePorts {
  engine: Engine;
  clock: DeviceClock;
  log: Logger;
  facts: FactSink;
  outbox: Outbox;
  content: ContentStore;
  display: Display;
}

interface EdgeParts {
  things: Things;
  world: World;
  display: Display;
  speakers: Speakers;
  roster: RosterPush;
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
    const { speakers, roster, gateway } = this.#parts;
    if (fact.type === 'desired.accepted') this.#assign(fact.desired);
    if (fact.type === 'container.ready') roster.answering(fact.deployment, fact.address);
    if (fact.type === 'container.changed') gateway.containerChanged(fact.container, false);
    if (fact.type === 'container.ended') gateway.containerChanged(fact.container, true);
    if (fact.type === 'engine.stream') speakers.invalidate();
  }

  async stop(): Promise<void> {
    this.#parts.roster.stop();
    this.things.stop();
    await this.gateway.close();
  }

  #assign({ things, roster, deployments, display }: DesiredState): void {
    this.things.assign(things);
    this.#parts.roster.assign(roster, deployments);
    this.#parts.display.assign(display);
  }
}

const rosterTimeoutMs = 5_000;

const sendRoster: RosterPorts['send'] = async (address, body) => {
  const request = { url: `coap://${address}`, path: '/roster', method: 'PUT' } as const;
  await sendOnce({ ...request, body, timeoutMs: rosterTimeoutMs });
};

/** Makes the edge's parts, each from those before it. */
export const makeEdge = ({
  engine,
  clock,
  log,
  facts,
  outbox,
  content,
  display,
}: EdgePorts): Edge => {
  const world = new World(clock);
  const things = new Things({
    clock,
    world,
    random: Math.random,
    onFired: ({ name, zone, kind }) =>
      facts.append({ type: 'thing.fired', at: clock.now(), thing: name, zone, detail: kind }),
    onScreen: (screen) => display.show(screen),
  });
  const speakers = new Speakers(engine, clock);
  const roster = new RosterPush({ clock, log, send: sendRoster });
  const gateway = new Gateway({
    clock,
    log,
    speakers,
    port: coapPort,
    thing: (name) => things.get(name),
    roster: (deployment) => roster.readableBy(deployment),
    content: async (digest) => content.read(digest),
    append: (source, body) => void outbox.append(source, body),
  });
  return new Edge({ things, world, display, speakers, roster, gateway });
};
