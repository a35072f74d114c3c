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
  type ZoneId,
} from '@nanoedge/protocol';

export type SiteDeployment = Omit<DesiredState['deployments'][number], 'peers'> & {
  device: DeviceId;
  peers: string[];
};

/** The rows of one site that its devices' desired state is made of. */
export interface SiteRows {
  site: { id: SiteId; name: string };
  settings: Pick<DesiredState, 'probationSeconds' | 'keepSnapshots'>;
  rooms: { id: RoomId; name: string; zone: ZoneId; greeting: 'name' | 'initials' }[];
  devices: { id: DeviceId; name: string; zone: ZoneId; address: string | null }[];
  things: (ThingSpec & { device: DeviceId })[];
  deployments: SiteDeployment[];
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

/** `manifests` are the texts behind the digests that the documents name as a meeting's content. */
export interface Compiled {
  documents: Map<DeviceId, DesiredDocument>;
  manifests: { digest: Digest; text: string }[];
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
    const named = rows.deployments.filter((other) => other.name === name).toSorted(byId);
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

/**
 * Says what every device of a site should do at `now` (epoch ms). Pure: the same rows give the same
 * documents.
 */
export const compileDesired = (rows: SiteRows, now: number): Compiled => {
  const window = meetingWindow(now);
  const near = rows.meetings
    .filter(
      (meeting) => meeting.endsAt > window.endsAfter && meeting.startsAt < window.startsBefore,
    )
    .toSorted(byId);
  const manifests = new Map<MeetingId, { digest: Digest; text: string }>();
  for (const meeting of near) {
    if (meeting.content.length === 0) continue;
    const text = JSON.stringify(
      parse(ContentManifest, { meeting: meeting.id, items: meeting.content }, 'content manifest'),
    );
    manifests.set(meeting.id, { digest: digestOf(text), text });
  }
  const summaries = new Map(
    near.map(({ id, title, room, startsAt, endsAt }) => [
      id,
      parse(
        MeetingSummary,
        { id, title, room, startsAt, endsAt, content: manifests.get(id)?.digest ?? null },
        'meeting',
      ),
    ]),
  );
  const summaryOf = (id: MeetingId): MeetingSummary[] => {
    const summary = summaries.get(id);
    return summary === undefined ? [] : [summary];
  };
  const roster: Omit<Roster, 'revision'> = {
    people: rows.people
      .toSorted(byId)
      .map((person) => ({ ...person, keys: person.keys.toSorted() })),
    meetings: near.flatMap((meeting) =>
      summaryOf(meeting.id).map((summary) => ({
        ...summary,
        participants: meeting.participants.toSorted(),
      })),
    ),
  };

  const documentOf = (device: SiteRows['devices'][number]): DesiredDocument => {
    const things = rows.things
      .filter((thing) => thing.device === device.id)
      .map(({ device: _device, ...thing }) => thing);
    const deployed = rows.deployments
      .filter((deployment) => deployment.device === device.id)
      .toSorted(byId);
    const screens = new Set(
      things.filter((thing) => thing.kind === 'screen').map((thing) => thing.zone),
    );
    const room = rows.rooms.find((candidate) => screens.has(candidate.zone));
    const shown = near.filter((meeting) => meeting.room === room?.id);
    const digests = shown.flatMap((meeting) => {
      const manifest = manifests.get(meeting.id);
      const files = meeting.content.flatMap((item) => (item.kind === 'link' ? [] : [item.digest]));
      return manifest === undefined ? files : [manifest.digest, ...files];
    });
    const meetings = shown
      .flatMap((meeting) => summaryOf(meeting.id))
      .toSorted((a, b) => a.startsAt - b.startsAt);
    return {
      site: rows.site,
      device: { id: device.id, name: device.name, zone: device.zone },
      things: things.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      deployments: deployed.map(({ device: _device, ...deployment }) => ({
        ...deployment,
        peers: peersOf(rows, { ...deployment, device: device.id }),
      })),
      roster: deployed.some((deployment) => deployment.roster) ? roster : null,
      content: [...new Set(digests)].toSorted(),
      display:
        room === undefined
          ? null
          : parse(
              DisplaySpec,
              { room: room.id, name: room.name, greeting: room.greeting, meetings },
              'display',
            ),
      ...rows.settings,
    };
  };
  return {
    documents: new Map(rows.devices.map((device) => [device.id, documentOf(device)])),
    manifests: [...manifests.values()],
  };
};
