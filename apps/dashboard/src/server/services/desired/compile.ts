import { digestOf } from '@nanoedge/archive';
import { coapUrl } from '@nanoedge/base';
import {
  CoapUrl,
  type ContentItem,
  ContentManifest,
  type DesiredState,
  type DeviceId,
  type Digest,
  DisplaySpec,
  type MeetingId,
  MeetingSummary,
  type PersonId,
  parse,
  type RoomId,
  type Roster,
  type RosterPerson,
  type SiteId,
  type ThingSpec,
  type TimeZone,
  type ZoneId,
} from '@nanoedge/protocol';

export type SiteDeployment = Omit<DesiredState['deployments'][number], 'peers'> & {
  device: DeviceId;
  peers: string[];
};

/** What its neighbours need to know of a deployment to call it. */
type Callee = Pick<SiteDeployment, 'id' | 'name' | 'device' | 'port'>;

/** The rows of one site that its devices' desired state is made of. */
export interface SiteRows {
  site: { id: SiteId; name: string };
  timeZone: TimeZone;
  settings: Pick<DesiredState, 'probationSeconds' | 'keepSnapshots'>;
  rooms: { id: RoomId; name: string; zone: ZoneId; greeting: 'name' | 'initials' }[];
  devices: { id: DeviceId; name: string; zone: ZoneId; address: string | null }[];
  things: (ThingSpec & { device: DeviceId })[];
  deployments: SiteDeployment[];
  /** Those that run on a device which is told nothing new, because they are stored wrong. */
  unsound?: Callee[];
  people: RosterPerson[];
  meetings: {
    id: MeetingId;
    title: string;
    room: RoomId;
    startsAt: number;
    endsAt: number;
    participants: PersonId[];
    content: ContentItem[];
  }[];
}

/** A desired state without its revisions, which depend on what was sent before. */
export type DesiredDocument = Omit<DesiredState, 'revision' | 'roster'> & {
  roster: Omit<Roster, 'revision'> | null;
};

/** The text of a list of a meeting's content, and the digest by which the documents name it. */
interface Manifest {
  digest: Digest;
  text: string;
}

export interface Compiled {
  documents: Map<DeviceId, DesiredDocument>;
  manifests: Manifest[];
}

/**
 * Meetings that the edge must know at `now`: from an hour after their end to two days before their
 * start.
 */
export const meetingWindow = (now: number): { endsAfter: number; startsBefore: number } => ({
  endsAfter: now - 3_600_000,
  startsBefore: now + 48 * 3_600_000,
});

const byId = <T extends { id: string }>(a: T, b: T): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/**
 * Where `deployment` reaches its peers: on its own device, else on the first that publishes one of
 * that name. A peer that nobody could reach yet is left out.
 */
const peersOf = (rows: SiteRows, deployment: SiteDeployment): Record<string, CoapUrl> => {
  const found: [string, CoapUrl][] = [];
  for (const name of deployment.peers.toSorted()) {
    const all: Callee[] = [...rows.deployments, ...(rows.unsound ?? [])];
    const named = all.filter((other) => other.name === name).toSorted(byId);
    if (named.some((other) => other.device === deployment.device)) {
      found.push([name, parse(CoapUrl, coapUrl(name), 'peer')]);
      continue;
    }
    const other = named.find((one) => one.port !== null);
    const address = rows.devices.find((device) => device.id === other?.device)?.address ?? null;
    if (other !== undefined && address !== null)
      found.push([name, parse(CoapUrl, `coap://${address}:${String(other.port)}`, 'peer')]);
  }
  return Object.fromEntries(found);
};

/** The content of a meeting as its screen fetches it; null when there is none. */
const manifestOf = ({ id, content }: SiteRows['meetings'][number]): Manifest | null => {
  if (content.length === 0) return null;
  const text = JSON.stringify(
    parse(ContentManifest, { meeting: id, items: content }, 'content manifest'),
  );
  return { digest: digestOf(text), text };
};

/** A meeting that the edge must know now. */
interface NearMeeting {
  row: SiteRows['meetings'][number];
  manifest: Manifest | null;
  summary: MeetingSummary;
}

const nearMeetings = (rows: SiteRows, now: number): NearMeeting[] => {
  const window = meetingWindow(now);
  return rows.meetings
    .filter(
      (meeting) => meeting.endsAt > window.endsAfter && meeting.startsAt < window.startsBefore,
    )
    .toSorted(byId)
    .map((row) => {
      const { id, title, room, startsAt, endsAt } = row;
      const manifest = manifestOf(row);
      const content = manifest?.digest ?? null;
      const summary = { id, title, room, startsAt, endsAt, content };
      return { row, manifest, summary: parse(MeetingSummary, summary, 'meeting') };
    });
};

const rosterOf = (
  people: SiteRows['people'],
  near: readonly NearMeeting[],
): Omit<Roster, 'revision'> => ({
  people: people.toSorted(byId).map((person) => ({ ...person, keys: person.keys.toSorted() })),
  meetings: near.map(({ row, summary }) => ({
    ...summary,
    participants: row.participants.toSorted(),
  })),
});

/** Every file that showing the meetings needs, once. */
const contentOf = (shown: readonly NearMeeting[]): Digest[] => {
  const digests = shown.flatMap(({ row, manifest }) => [
    ...(manifest === null ? [] : [manifest.digest]),
    ...row.content.flatMap((item) => (item.kind === 'link' ? [] : [item.digest])),
  ]);
  return [...new Set(digests)].toSorted();
};

const displayOf = (
  { id, name, greeting }: SiteRows['rooms'][number],
  { timeZone }: SiteRows,
  shown: readonly NearMeeting[],
): DisplaySpec => {
  const meetings = shown.map(({ summary }) => summary).toSorted((a, b) => a.startsAt - b.startsAt);
  return parse(DisplaySpec, { room: id, name, greeting, timeZone, meetings }, 'display');
};

const thingsOf = (rows: SiteRows, device: DeviceId): ThingSpec[] =>
  rows.things
    .filter((thing) => thing.device === device)
    .map(({ device: _device, ...thing }) => thing)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The first room with one of the screens. */
const roomWith = (
  rows: SiteRows,
  things: readonly ThingSpec[],
): SiteRows['rooms'][number] | null => {
  const screens = new Set(
    things.filter((thing) => thing.kind === 'screen').map((thing) => thing.zone),
  );
  return rows.rooms.find((room) => screens.has(room.zone)) ?? null;
};

/** Nobody is told of to a device whose sensors are real. */
const walkersOf = (
  things: readonly ThingSpec[],
  { people }: Pick<Roster, 'people'>,
): DesiredState['walkers'] =>
  things.some(({ driver, kind }) => driver === 'simulated' && (kind === 'motion' || kind === 'ble'))
    ? people.map(({ id, name, keys }) => ({ id, name, keys }))
    : [];

const documentOf = (
  rows: SiteRows,
  { id, name, zone }: SiteRows['devices'][number],
  { near, roster }: { near: readonly NearMeeting[]; roster: Omit<Roster, 'revision'> },
): DesiredDocument => {
  const things = thingsOf(rows, id);
  const deployed = rows.deployments.filter(({ device }) => device === id).toSorted(byId);
  const room = roomWith(rows, things);
  const shown = near.filter(({ row }) => row.room === room?.id);
  return {
    site: rows.site,
    device: { id, name, zone },
    things,
    deployments: deployed.map(({ device, ...deployment }) => ({
      ...deployment,
      peers: peersOf(rows, { ...deployment, device }),
    })),
    roster: deployed.some((deployment) => deployment.roster) ? roster : null,
    content: contentOf(shown),
    display: room === null ? null : displayOf(room, rows, shown),
    ...rows.settings,
    walkers: walkersOf(things, roster),
  };
};

/**
 * Says what every device of a site should do at `now` (epoch ms). Pure: the same rows give the same
 * documents.
 */
export const compileDesired = (rows: SiteRows, now: number): Compiled => {
  const near = nearMeetings(rows, now);
  const roster = rosterOf(rows.people, near);
  return {
    documents: new Map(
      rows.devices.map((device) => [device.id, documentOf(rows, device, { near, roster })]),
    ),
    manifests: near.flatMap(({ manifest }) => (manifest === null ? [] : [manifest])),
  };
};
