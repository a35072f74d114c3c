import { createHash } from 'node:crypto';
import {
  ContentItem,
  DeploymentSpec,
  DeviceId,
  type Digest,
  MeetingId,
  parse,
  RoomId,
  Seconds,
  SiteId,
  ThingSpec,
  TimeZone,
  ZoneId,
} from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { compileDesired } from './compile.ts';
import type { SiteDeployment, SiteRows } from './site-rows.ts';

const now = Date.UTC(2027, 2, 1, 12);
const hour = 3_600_000;
const zone = (id: string): ZoneId => parse(ZoneId, id, 'zone');
const device = (id: string): DeviceId => parse(DeviceId, id, 'device');
const room = (id: string): RoomId => parse(RoomId, id, 'room');

const thing = (on: string, [name, kind]: [string, string], at: string) => ({
  device: device(on),
  ...parse(ThingSpec, { name, kind, zone: at, driver: 'simulated' }, 'thing'),
});

const deployment = (
  id: string,
  { on, name, port = null, peers = [] }: Pick<Deployed, 'on' | 'name'> & Partial<Deployed>,
): SiteDeployment => {
  const imageId = `sha256:${'1'.repeat(64)}`;
  const spec = {
    id,
    name,
    nanoservice: name,
    release: { version: '1', image: 'door-bell:1', imageId },
    config: {},
    peers: {},
    port,
    limits: { memoryBytes: 16_777_216, pids: 16 },
    volumes: [],
  };
  return {
    ...parse(DeploymentSpec, spec, 'deployment'),
    device: device(on),
    peers,
    calls: {},
    needs: [],
    events: [],
  };
};
interface Deployed {
  on: string;
  name: string;
  port: number | null;
  peers: string[];
}

const meeting = (
  id: string,
  change: Partial<SiteRows['meetings'][number]> = {},
): SiteRows['meetings'][number] => ({
  id: parse(MeetingId, id, 'meeting'),
  title: id,
  room: room('aurora'),
  startsAt: now,
  endsAt: now + hour,
  participants: [],
  content: [],
  ...change,
});

const site = (change: Partial<SiteRows> = {}): SiteRows => ({
  site: { id: parse(SiteId, 'site', 'site'), name: 'Site' },
  keys: { secret: 'a'.repeat(64), epoch: 1 },
  timeZone: parse(TimeZone, 'Europe/Berlin', 'time zone'),
  releaseKey: { key: 'k'.repeat(59), signature: 's'.repeat(86), former: [] },
  settings: { probationSeconds: parse(Seconds, 5, 'probation'), keepSnapshots: 3 },
  rooms: [
    { id: room('aurora'), name: 'Aurora', zone: zone('aurora'), greeting: 'name' },
    { id: room('borealis'), name: 'Borealis', zone: zone('borealis'), greeting: 'name' },
  ],
  devices: ['one', 'two'].map((id, index) => ({
    id: device(id),
    name: id,
    zone: zone('aurora'),
    address: `10.0.0.${index + 1}`,
    startedOver: null,
  })),
  things: [],
  deployments: [],
  people: [],
  meetings: [],
  ...change,
});

const documentOf = (rows: SiteRows, on: string) => {
  const found = compileDesired(rows, now).documents.get(device(on));
  if (found === undefined) throw new RangeError(`no document for ${on}`);
  return found;
};

describe('a peer with a twin elsewhere', () => {
  const caller = deployment('d-caller', { on: 'one', name: 'caller', peers: ['door-bell'] });
  const peersWith = (...twins: SiteDeployment[]) =>
    documentOf(site({ deployments: [caller, ...twins] }), 'one').deployments.find(
      ({ name }) => name === 'caller',
    )?.peers;
  const here = deployment('d-here', { on: 'one', name: 'door-bell' });
  const there = deployment('d-there', { on: 'two', name: 'door-bell', port: 5710 });

  it('is the one on the own device', () => {
    expect(peersWith(there, here)).toEqual({ 'door-bell': 'coap://door-bell:5683' });
  });

  it('is the first by id of several that are published', () => {
    const first = deployment('d-earlier', { on: 'two', name: 'door-bell', port: 5720 });
    const last = deployment('d-zulu', { on: 'two', name: 'door-bell', port: 5730 });
    for (const order of [
      [there, first, last],
      [last, there, first],
      [first, last, there],
    ])
      expect(peersWith(...order)).toEqual({ 'door-bell': 'coap://10.0.0.2:5720' });
  });
});

describe('the lists of a document', () => {
  it('are in the order of names and ids, however the rows come', () => {
    const things = [
      thing('one', ['pir', 'motion'], 'entrance'),
      thing('one', ['ble', 'ble'], 'entrance'),
      thing('one', ['screen', 'screen'], 'aurora'),
    ];
    const deployments = ['c', 'a', 'b'].map((id) => deployment(id, { on: 'one', name: id }));
    for (const rows of [
      { things, deployments },
      { things: things.toReversed(), deployments: deployments.toReversed() },
    ]) {
      const document = documentOf(site(rows), 'one');
      expect(document.things.map(({ name }) => name)).toEqual(['ble', 'pir', 'screen']);
      expect(document.deployments.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    }
  });
});

describe('the display of a device', () => {
  const screen = thing('one', ['screen', 'screen'], 'borealis');

  it('is of the room where its screen is, not of a room that its other things watch', () => {
    const rows = site({ things: [thing('one', ['pir', 'motion'], 'aurora'), screen] });
    expect(documentOf(rows, 'one').display?.room).toBe('borealis');
    const watching = site({ things: [thing('one', ['pir', 'motion'], 'aurora')] });
    expect(documentOf(watching, 'one').display).toBeNull();
  });

  it('has the meetings in the order in which they begin', () => {
    const later = meeting('a', { room: room('borealis'), startsAt: now + 2 * hour });
    const sooner = meeting('b', { room: room('borealis'), startsAt: now + hour });
    const rows = site({ things: [screen], meetings: [later, sooner] });
    expect(documentOf(rows, 'one').display?.meetings.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});

describe('content', () => {
  const link = parse(ContentItem, { kind: 'link', name: 'Wiki', url: 'https://wiki.test/' }, 'x');
  const rows = site({
    things: [thing('one', ['screen', 'screen'], 'aurora')],
    meetings: [meeting('m1', { content: [link] })],
  });
  const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

  it('of links only is a manifest and no file', () => {
    const [manifest] = compileDesired(rows, now).manifests;
    expect(documentOf(rows, 'one').content).toEqual([manifest?.digest]);
  });

  it('comes with the text behind each digest', () => {
    const { manifests } = compileDesired(rows, now);
    expect(manifests.map(({ text }): unknown => JSON.parse(text))).toEqual([
      { meeting: 'm1', items: [link] },
    ]);
    expect(manifests.map(({ text }) => sha256(text))).toEqual(
      manifests.map(({ digest }): Digest => digest),
    );
  });
});
