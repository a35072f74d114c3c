import { epochMs } from '@nanoedge/base';
import {
  AccessDenied,
  BadRequest,
  changed,
  content,
  MethodNotAllowed,
  NoSuchResource,
  TooManyRequests,
  withBody,
  type Parameters,
  type Request,
  type Resource,
} from '@nanoedge/coap';
import {
  Digest,
  everybodysEvents,
  type ScreenState,
  ServiceEvent,
  ThingState,
  type Capabilities,
  type DeploymentId,
  type DeviceTime,
  type EventBody,
  type OutboxEvent,
  type Roster,
} from '@nanoedge/protocol';
import { ThingRefused } from '../../errors.ts';
import type { Driver } from '../things/thing.ts';
import type { DeviceClock } from '../../time/device-clock.ts';
import type { Speaker, Speakers } from './speakers.ts';
import { toldAtMost, type TellingLimit } from './telling-limit.ts';

export interface ResourcePorts {
  clock: DeviceClock;
  speakers: Pick<Speakers, 'of'>;
  capabilities: (deployment: DeploymentId) => Capabilities;
  thing: (name: string) => Driver | null;
  /** Sets a screen; answers why it may not show that now, null: it does. */
  setScreen: (screen: Driver, state: ScreenState) => Promise<string | null>;
  /** The roster; null when there is none, `withheld` when this deployment is not given it. */
  roster: (deployment: DeploymentId) => Roster | null | 'withheld';
  content: (digest: Digest) => Promise<Buffer | null>;
  append: (source: OutboxEvent['source'], body: EventBody) => void;
}

/** How far a service's clock may be from ours; they share the host's, so this is generous. */
const oldestEventMs = 24 * 3600_000;
const newestEventMs = 60_000;

/** CoAP is for manifests; the bytes of documents go to the screen another way. */
const contentLimitBytes = 256 * 1024;

/**
 * The event, in our time: a service may not have heard yet that ours was corrected. Null when its
 * time is neither of today nor of then.
 */
const ofToday = (event: ServiceEvent, clock: DeviceClock): ServiceEvent | null => {
  const isOfToday = (at: number): boolean =>
    clock.now() - at <= oldestEventMs && at - clock.now() <= newestEventMs;
  if (isOfToday(event.at)) return event;
  const at = epochMs(event.at + clock.recentShiftMs);
  return isOfToday(at) ? { ...event, at } : null;
};

const mayTell = ({ events }: Capabilities, { type }: ServiceEvent): boolean =>
  events.includes(type) || everybodysEvents.includes(type);

/** Throws AccessDenied for a container that is gone. */
const speakerOf = ({ speakers }: ResourcePorts, { peer }: Request): Speaker => {
  const speaker = speakers.of(peer);
  if (speaker === null) throw new AccessDenied('only nanoservices of this device are served');
  return speaker;
};

const ofTheAgent = { deployment: null, nanoservice: null };

const limited = (
  { deployment, nanoservice }: Pick<Speaker, 'deployment' | 'nanoservice'>,
  clock: DeviceClock,
): EventBody => {
  const { perSecond } = toldAtMost;
  return { type: 'events.limited', at: clock.now(), perSecond, deployment, nanoservice };
};

const eventsOf = (ports: ResourcePorts, telling: TellingLimit): Resource => ({
  path: '/events',
  type: 'nanoedge.events',
  handlers: {
    POST: withBody(ServiceEvent, (event, request) => {
      const told = ofToday(event, ports.clock);
      if (told === null) throw new BadRequest('the time is not of today', 'at');
      const { deployment, nanoservice } = speakerOf(ports, request);
      if (!mayTell(ports.capabilities(deployment), event))
        throw new AccessDenied(`this service does not tell of ${event.type}`);
      const verdict = telling.judge(deployment);
      if (verdict !== 'admitted') {
        if (verdict === 'begins')
          ports.append(ofTheAgent, limited({ deployment, nanoservice }, ports.clock));
        throw new TooManyRequests('this service tells of too much; it may go on later');
      }
      ports.append({ deployment, nanoservice }, told);
      return changed();
    }),
  },
});

/**
 * Commands an actuator. Throws MethodNotAllowed for a sensor, AccessDenied for what a screen may not
 * show now.
 */
const command = async (
  driver: Driver,
  state: ThingState,
  { setScreen }: ResourcePorts,
): Promise<void> => {
  try {
    if (driver.spec.kind !== 'screen' || state.kind !== 'screen') return driver.write(state);
    const why = await setScreen(driver, state);
    if (why !== null) throw new AccessDenied(why);
  } catch (error) {
    if (error instanceof ThingRefused) throw new MethodNotAllowed(error.message);
    throw error;
  }
};

const thingsOf = (ports: ResourcePorts): Resource => {
  const driver = ({ name = '' }: Parameters): Driver => {
    const found = ports.thing(name);
    if (found === null) throw new NoSuchResource('there is no such thing on this device');
    return found;
  };
  return {
    path: '/things/{name}',
    type: 'nanoedge.thing',
    observable: (parameters) => driver(parameters).read(),
    watch: (parameters, tell) => driver(parameters).observe(tell),
    handlers: {
      GET: ({ parameters }) => content(driver(parameters).read()),
      PUT: withBody(ThingState, async (state, { parameters }) => {
        await command(driver(parameters), state, ports);
        return changed();
      }),
    },
  };
};

const rosterOf = (ports: ResourcePorts): Resource => ({
  path: '/roster',
  type: 'nanoedge.roster',
  handlers: {
    GET: (request) => {
      const found = ports.roster(speakerOf(ports, request).deployment);
      if (found === 'withheld')
        throw new AccessDenied('the roster is not for this service; its release must ask for it');
      if (found === null) throw new NoSuchResource('this device has no roster');
      return content(found);
    },
  },
});

const contentOf = (ports: ResourcePorts): Resource => ({
  path: '/content/{digest}',
  type: 'nanoedge.content',
  handlers: {
    GET: async ({ parameters }) => {
      const digest = Digest.safeParse(parameters['digest']);
      if (!digest.success) throw new BadRequest('a digest is sha256: and 64 hex digits', 'digest');
      const bytes = await ports.content(digest.data);
      if (bytes === null) throw new NoSuchResource('this content is not on the device');
      if (bytes.length > contentLimitBytes)
        throw new BadRequest('this content is too large for CoAP');
      return content(bytes);
    },
  },
});

const timeOf = ({ clock }: ResourcePorts): Resource => ({
  path: '/time',
  type: 'nanoedge.time',
  handlers: {
    GET: () => content({ now: clock.now(), known: clock.known } satisfies DeviceTime),
  },
});

/** What the gateway serves to the nanoservices of its device. */
export const gatewayResources = (ports: ResourcePorts, telling: TellingLimit): Resource[] => [
  eventsOf(ports, telling),
  thingsOf(ports),
  rosterOf(ports),
  contentOf(ports),
  timeOf(ports),
];
