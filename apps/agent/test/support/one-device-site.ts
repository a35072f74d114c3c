import { createHash } from 'node:crypto';
import { coapUrl } from '@nanoedge/base';
import type { DesiredState, Digest, NanoserviceManifest } from '@nanoedge/protocol';
import { aDesiredState } from './builders.ts';

/** An image that the engine has, and what it says of itself. */
interface SiteImage {
  image: { tag: string; id: string };
  manifest: NanoserviceManifest;
}

export const bob = 'bob';
export const eve = 'eve';
export const admissionMinutes = 15;

const thing = (name: string, kind: string, zone: string) => ({
  name,
  kind,
  zone,
  driver: 'simulated',
});
const things = [
  thing('motion-entrance', 'motion', 'entrance'),
  thing('motion-room', 'motion', 'aurora'),
  thing('ble-entrance', 'ble', 'entrance'),
  thing('ble-room', 'ble', 'aurora'),
  thing('lights', 'lights', 'corridor'),
  thing('screen', 'screen', 'aurora'),
];

const scanner = (ble: string, zone: string) => ({
  nanoservice: 'bluetooth-scanner',
  config: { zone, ble, reportEverySeconds: 0.2, minimumRssi: -90 },
  peers: ['main-controller'],
});
const sensor = (motion: string, zone: string) => ({
  nanoservice: 'presence-detection',
  config: { zone, motion, debounceMs: 30, holdSeconds: 0.5, repeatSeconds: 0.4 },
  peers: ['main-controller'],
});
const waypoints = [{ id: 'w1', arrow: 'ahead' }];
const deployed: Record<string, { nanoservice: string; config: object; peers: string[] }> = {
  'authentication-engine': {
    nanoservice: 'authentication-engine',
    config: { database: '/data/ae.db', admissionMinutes },
    peers: [],
  },
  'main-controller': {
    nanoservice: 'main-controller',
    config: {
      scanners: { entrance: 'scanner-entrance', aurora: 'scanner-room' },
      rooms: [{ room: 'aurora', zone: 'aurora', display: 'meeting-room' }],
      authentication: 'authentication-engine',
      guidance: 'user-guidance',
      scanSeconds: 2,
      absenceSeconds: 1.5,
      guidanceSeconds: 20,
      leaseSeconds: 3,
    },
    peers: [
      'authentication-engine',
      'user-guidance',
      'meeting-room',
      'scanner-entrance',
      'scanner-room',
    ],
  },
  'user-guidance': {
    nanoservice: 'user-guidance',
    config: { lights: 'lights', routes: [{ from: 'entrance', to: 'aurora', waypoints }] },
    peers: [],
  },
  'meeting-room': {
    nanoservice: 'meeting-room',
    config: { room: 'aurora', screen: 'screen' },
    peers: [],
  },
  'scanner-entrance': scanner('ble-entrance', 'entrance'),
  'scanner-room': scanner('ble-room', 'aurora'),
  'presence-entrance': sensor('motion-entrance', 'entrance'),
  'presence-room': sensor('motion-room', 'aurora'),
};

const secretOf = (from: string, to: string): string =>
  createHash('sha256').update(`${from} ${to}`).digest('hex');

const keysOf = (name: string, images: ReadonlyMap<string, SiteImage>) => {
  const nanoservice = deployed[name]?.nanoservice ?? '';
  const callers = Object.entries(deployed).filter(([, { peers }]) => peers.includes(name));
  return {
    calls: Object.fromEntries((deployed[name]?.peers ?? []).map((to) => [to, secretOf(name, to)])),
    heard: callers.map(([from, caller]) => ({
      peer: from,
      secret: secretOf(from, name),
      may: images.get(caller.nanoservice)?.manifest.calls[nanoservice] ?? [],
    })),
  };
};

const capabilitiesOf = ({ manifest }: SiteImage) => ({
  things: Object.fromEntries(
    things.flatMap(({ name, kind }) =>
      manifest.needs.some((need) => need === kind) ? [[name, 'write']] : [],
    ),
  ),
  events: manifest.events,
  content: manifest.needs.includes('screen'),
});

/** Somebody's meeting in the one room. */
export interface SiteMeeting {
  id: string;
  participant: string;
  startsAt: number;
  endsAt: number;
}

const person = (id: string) => ({ id, name: id, initials: id.slice(0, 1), colour: '#e69f00' });

/**
 * What a device should do that is a whole site: an entrance and a room with simulated things, and
 * every nanoservice. Each meeting shows `content`; the key of `bob` is `key-bob`.
 */
export const oneDeviceSite = (
  images: ReadonlyMap<string, SiteImage>,
  meetings: readonly SiteMeeting[],
  content: Digest,
): Partial<DesiredState> => {
  const summaries = meetings.map(({ id, startsAt, endsAt }) => ({
    id,
    title: id,
    room: 'aurora',
    startsAt,
    endsAt,
    content,
  }));
  const known = Object.keys(deployed).flatMap((name) => {
    const image = images.get(deployed[name]?.nanoservice ?? '');
    return image === undefined ? [] : [[name, image] as const];
  });
  const { things: hung, ...made } = aDesiredState({
    things,
    deployments: known.map(([name, { image, manifest }]) => ({
      id: name,
      name,
      nanoservice: manifest.name,
      release: { version: 'test', image: image.tag, imageId: image.id },
      config: deployed[name]?.config,
      peers: Object.fromEntries((deployed[name]?.peers ?? []).map((peer) => [peer, coapUrl(peer)])),
      port: null,
      limits: manifest.limits,
      volumes: manifest.volumes,
      roster: manifest.roster,
    })),
    keys: Object.fromEntries(known.map(([name]) => [name, keysOf(name, images)])),
    capabilities: Object.fromEntries(known.map(([name, image]) => [name, capabilitiesOf(image)])),
    roster: {
      revision: 1,
      people: [bob, eve].map((id) => ({ ...person(id), keys: [`key-${id}`] })),
      meetings: meetings.map(({ participant }, at) => ({
        ...summaries[at],
        participants: [participant],
      })),
    },
    content: [content],
    display: {
      room: 'aurora',
      name: 'Aurora',
      greeting: 'name',
      meetings: summaries,
      entitled: Object.fromEntries(meetings.map(({ id, participant }) => [id, [participant]])),
      admissionMinutes,
    },
    probationSeconds: 0.3,
  });
  const { deployments, keys, capabilities, roster, display, probationSeconds } = made;
  return {
    things: hung,
    deployments,
    keys,
    capabilities,
    roster,
    display,
    content: made.content,
    probationSeconds,
  };
};
