import {
  ContentItem,
  DeploymentId,
  DeploymentSpec,
  DesiredState,
  DeviceId,
  Digest,
  MeetingId,
  parse,
  PersonId,
  RoomId,
  RosterPerson,
  RunId,
  Seconds,
  SiteId,
  ThingSpec,
  TimeZone,
  ZoneId,
} from '@nanoedge/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoServices } from '../../bootstrap/demo/services.ts';
import { compileDesired, meetingWindow } from './compile.ts';
import type { SiteDeployment, SiteRows } from './site-rows.ts';

const now = Date.UTC(2027, 2, 1, 12);
const hour = 3_600_000;
const digest = (digit: string) => parse(Digest, `sha256:${digit.repeat(64)}`, 'digest');
const aurora = parse(RoomId, 'aurora', 'room');

const meeting = (
  id: string,
  change: Partial<SiteRows['meetings'][number]> = {},
): SiteRows['meetings'][number] => ({
  id: parse(MeetingId, id, 'meeting'),
  title: `Meeting ${id}`,
  room: aurora,
  startsAt: now,
  endsAt: now + hour,
  participants: [parse(PersonId, 'bob', 'person')],
  content: [],
  ...change,
});
const file = (name: string, digit: string): ContentItem =>
  parse(
    ContentItem,
    { kind: 'markdown', name, digest: digest(digit), mediaType: 'text/markdown', bytes: 8 },
    'file',
  );
const device = (id: string): DeviceId => parse(DeviceId, id, 'device');
const zone = (id: string): ZoneId => parse(ZoneId, id, 'zone');

const deployments: SiteDeployment[] = demoServices.map((service) => {
  const spec = {
    id: service.name,
    release: {
      version: '0.1.0',
      image: `nanoedge/${service.nanoservice}:0.1.0`,
      imageId: digest('1'),
    },
    limits: { memoryBytes: 16_777_216, pids: 16 },
    volumes: [],
    roster: service.nanoservice === 'authentication-engine',
    ...service,
    peers: {},
  };
  const desired = parse(DeploymentSpec, spec, 'deployment');
  return {
    ...desired,
    device: device(service.device),
    peers: service.peers,
    calls: {},
    needs: [],
    events: [],
  };
});

const rows = (change: Partial<SiteRows> = {}): SiteRows => ({
  site: { id: parse(SiteId, 'demo', 'site'), name: 'Demo' },
  keys: { secret: 'a'.repeat(64), epoch: 1 },
  timeZone: parse(TimeZone, 'Europe/Berlin', 'time zone'),
  releaseKey: { key: 'k'.repeat(59), signature: 's'.repeat(86), former: [] },
  settings: { probationSeconds: parse(Seconds, 5, 'probation'), keepSnapshots: 3 },
  rooms: [{ id: aurora, name: 'Aurora', zone: zone('aurora'), greeting: 'name' }],
  devices: [
    {
      id: device('entrance'),
      name: 'Entrance',
      zone: zone('entrance'),
      address: '10.0.0.1',
      startedOver: null,
    },
    {
      id: device('corridor'),
      name: 'Corridor',
      zone: zone('corridor'),
      address: '10.0.0.2',
      startedOver: null,
    },
    {
      id: device('room'),
      name: 'Room',
      zone: zone('aurora'),
      address: '10.0.0.3',
      startedOver: null,
    },
    {
      id: device('closet'),
      name: 'Closet',
      zone: zone('closet'),
      address: '10.0.0.4',
      startedOver: null,
    },
  ],
  things: [
    {
      device: device('room'),
      ...parse(
        ThingSpec,
        { name: 'screen', kind: 'screen', zone: 'aurora', driver: 'simulated' },
        'thing',
      ),
    },
  ],
  deployments,
  people: [
    parse(
      RosterPerson,
      { id: 'bob', name: 'Bob', initials: 'B', colour: '#0072b2', keys: ['k2', 'k1'] },
      'person',
    ),
  ],
  meetings: [],
  ...change,
});

const compiled = (site: SiteRows, name: string) => {
  const document = compileDesired(site, now).documents.get(device(name));
  if (document === undefined) throw new Error(`no document for ${name}`);
  return document;
};
const peersOf = (site: SiteRows, on: string, name: string) =>
  compiled(site, on).deployments.find((deployment) => deployment.name === name)?.peers;

describe('peers', () => {
  it('are reached by name on the same device, and at the other device’s address and port elsewhere', () => {
    expect(peersOf(rows(), 'closet', 'main-controller')).toEqual({
      'authentication-engine': 'coap://authentication-engine:5683',
      'bluetooth-scanner-entrance': 'coap://10.0.0.1:5702',
      'bluetooth-scanner-room': 'coap://10.0.0.3:5703',
      'meeting-room': 'coap://10.0.0.3:5705',
      'user-guidance': 'coap://10.0.0.2:5704',
    });
  });

  it('are left out while their device’s address is not known, or nobody published their port', () => {
    const unknown = rows({
      devices: rows().devices.map((one) => (one.id === 'closet' ? { ...one, address: null } : one)),
    });
    expect(peersOf(unknown, 'entrance', 'presence-detection-entrance')).toEqual({});
    const unpublished = rows({
      deployments: deployments.map((one) =>
        one.name === 'main-controller' ? { ...one, port: null } : one,
      ),
    });
    expect(peersOf(unpublished, 'entrance', 'presence-detection-entrance')).toEqual({});
  });
});

describe('peers of one name', () => {
  it('are looked for on the own device, then wherever one is published, whatever the order of the rows', () => {
    const twin = deployments.flatMap((one) =>
      one.name === 'meeting-room'
        ? [
            {
              ...one,
              id: parse(DeploymentId, 'a-twin', 'id'),
              device: device('corridor'),
              port: null,
            },
          ]
        : [],
    );
    for (const all of [
      [...deployments, ...twin],
      [...twin, ...deployments],
    ])
      expect(peersOf(rows({ deployments: all }), 'closet', 'main-controller')).toMatchObject({
        'meeting-room': 'coap://10.0.0.3:5705',
      });
  });

  it('stay in the document while they are being removed', () => {
    const removal = { run: parse(RunId, 'r1', 'run'), snapshot: true };
    const removing = deployments.map((one) =>
      one.name === 'authentication-engine' ? { ...one, removal } : one,
    );
    expect(peersOf(rows({ deployments: removing }), 'closet', 'main-controller')).toHaveProperty(
      'authentication-engine',
    );
    expect(
      compiled(rows({ deployments: removing }), 'closet').deployments.map(({ removal: is }) => is),
    ).toContainEqual(removal);
  });
});

describe('meetings on the edge', () => {
  it('go with their people to the device of whom is given the roster, and with their content to the room’s screen', () => {
    const site = rows({
      meetings: [
        meeting('m1', { content: [file('a.md', 'a')] }),
        meeting('m2', { startsAt: now + hour, endsAt: now + 2 * hour }),
      ],
    });
    expect(compiled(site, 'closet').roster?.people).toMatchObject([
      { id: 'bob', keys: ['k1', 'k2'] },
    ]);
    const manifest = compiled(site, 'closet').roster?.meetings[0]?.content;
    expect(new Set(compiled(site, 'room').content)).toEqual(new Set([manifest, digest('a')]));
    expect(compiled(site, 'room').display?.meetings.map(({ id }) => id)).toEqual(['m1', 'm2']);
    expect(compiled(site, 'room').display?.timeZone).toBe('Europe/Berlin');
    expect(compiled(site, 'room').display?.admissionMinutes).toBe(30);
    expect(Object.keys(compiled(site, 'room').display?.entitled ?? {})).toEqual(['m1', 'm2']);
    expect(compiled(site, 'room').roster).toBeNull();
    const other = rows({
      deployments: deployments.map((one) => ({ ...one, roster: one.name === 'meeting-room' })),
    });
    expect([
      compiled(other, 'closet').roster,
      compiled(other, 'room').roster?.people.length,
    ]).toEqual([null, 1]);
    expect(compiled(site, 'corridor')).toMatchObject({ roster: null, content: [], display: null });
  });

  it('name the people at a device with simulated sensors, who can be walked in there', () => {
    const sensed = (where: string, kind: string) => {
      const spec = { name: kind, kind, zone: where, driver: 'simulated' };
      return { device: device(where), ...parse(ThingSpec, spec, 'thing') };
    };
    const site = rows({ things: [sensed('corridor', 'motion'), sensed('closet', 'screen')] });
    expect(compiled(site, 'corridor').walkers).toMatchObject([{ id: 'bob', keys: ['k1', 'k2'] }]);
    expect(compiled(site, 'closet').walkers).toEqual([]);
    expect(compiled(site, 'corridor').roster).toBeNull();
  });

  it('stay until an hour after their end and come two days before their start', () => {
    const { endsAfter, startsBefore } = meetingWindow(now);
    const site = rows({
      meetings: [
        meeting('over', { startsAt: endsAfter - hour, endsAt: endsAfter }),
        meeting('just', { startsAt: endsAfter - hour, endsAt: endsAfter + 1 }),
        meeting('soon', { startsAt: startsBefore - 1, endsAt: startsBefore + hour }),
        meeting('far', { startsAt: startsBefore, endsAt: startsBefore + hour }),
      ],
    });
    expect(compiled(site, 'closet').roster?.meetings.map(({ id }) => id)).toEqual(['just', 'soon']);
  });
});

describe('the document', () => {
  it('is the same whatever the order of the rows, so that its revision grows only when something changed', () => {
    const site = rows({
      meetings: ['m3', 'm1', 'm2'].map((id, index) =>
        meeting(id, { content: [file(`${id}.md`, String(index))] }),
      ),
    });
    const expected = JSON.stringify([...compileDesired(site, now).documents]);
    const shuffled = fc.record({
      things: fc.shuffledSubarray(site.things, { minLength: site.things.length }),
      deployments: fc.shuffledSubarray(site.deployments, { minLength: site.deployments.length }),
      people: fc.shuffledSubarray(site.people, { minLength: site.people.length }),
      meetings: fc.shuffledSubarray(site.meetings, { minLength: site.meetings.length }),
    });
    fc.assert(
      fc.property(shuffled, (change) => {
        expect(JSON.stringify([...compileDesired({ ...site, ...change }, now).documents])).toBe(
          expected,
        );
      }),
    );
  });

  it('is valid for every choice of known addresses and names no peer that nobody could reach', () => {
    const addresses = fc.array(fc.option(fc.ipV4(), { nil: null }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(addresses, (known) => {
        const site = rows({
          devices: rows().devices.map((one, index) => ({ ...one, address: known[index] ?? null })),
          meetings: [meeting('m1')],
        });
        for (const [, document] of compileDesired(site, now).documents) {
          const roster = document.roster === null ? null : { ...document.roster, revision: 1 };
          parse(DesiredState, { ...document, revision: 1, roster }, 'desired state');
          expect(JSON.stringify(document.deployments)).not.toContain('coap://null');
        }
      }),
    );
  });
});
