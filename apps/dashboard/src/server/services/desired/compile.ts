import { digestOf } from '@nanoedge/archive';
import {
  type Capabilities,
  ContentManifest,
  type DeploymentSpec,
  type DesiredState,
  type DeviceId,
  type Digest,
  DisplaySpec,
  MeetingSummary,
  parse,
  type Roster,
  type ThingKind,
  type ThingSpec,
} from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { byId } from './by-id.ts';
import { CallGraph } from './call-graph.ts';
import type { SiteDeployment, SiteRows } from './site-rows.ts';

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

/** How long before its begin people are admitted to a meeting, as the site's engine has it. */
const Admitting = z.looseObject({ admissionMinutes: z.optional(z.number()) });

const displayOf = (
  { id, name, greeting }: SiteRows['rooms'][number],
  { timeZone, deployments }: SiteRows,
  shown: readonly NearMeeting[],
): DisplaySpec => {
  const inOrder = shown.toSorted((a, b) => a.summary.startsAt - b.summary.startsAt);
  const engine = deployments.find(({ nanoservice }) => nanoservice === 'authentication-engine');
  const admitting = Admitting.safeParse(engine?.config ?? {});
  const display = {
    room: id,
    name,
    greeting,
    timeZone,
    meetings: inOrder.map(({ summary }) => summary),
    entitled: Object.fromEntries(inOrder.map(({ row }) => [row.id, row.participants.toSorted()])),
    admissionMinutes: admitting.data?.admissionMinutes ?? undefined,
  };
  return parse(DisplaySpec, display, 'display');
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

/** What the documents of all devices are made of. */
interface Shared {
  near: readonly NearMeeting[];
  roster: Omit<Roster, 'revision'>;
  calls: CallGraph;
}

/** A deployment without what its device is told of it elsewhere. */
const specOf = ({
  device: _device,
  peers: _peers,
  calls: _calls,
  needs: _needs,
  events: _events,
  ...spec
}: SiteDeployment): Omit<DeploymentSpec, 'peers'> => spec;

/** What only shows, and what only senses, is of another use to a service. */
const usesOf: Readonly<Record<ThingKind, 'read' | 'write'>> = {
  motion: 'read',
  ble: 'read',
  lights: 'write',
  screen: 'write',
};

/** What a deployment may do at its gateway: use the things of the kinds that it needs. */
const capabilitiesOf = (
  { needs, events }: Pick<SiteDeployment, 'needs' | 'events'>,
  things: readonly ThingSpec[],
): Capabilities => ({
  things: Object.fromEntries(
    things.flatMap(({ name, kind }) => (needs.includes(kind) ? [[name, usesOf[kind]]] : [])),
  ),
  events: [...events],
  content: needs.includes('screen'),
});

const documentOf = (
  rows: SiteRows,
  { id, name, zone, startedOver }: SiteRows['devices'][number],
  { near, roster, calls }: Shared,
): DesiredDocument => {
  const things = thingsOf(rows, id);
  const deployed = rows.deployments.filter(({ device }) => device === id).toSorted(byId);
  const room = roomWith(rows, things);
  const shown = near.filter(({ row }) => row.room === room?.id);
  return {
    site: rows.site,
    device: { id, name, zone },
    startedOver,
    releaseKey: rows.releaseKey,
    things,
    deployments: deployed.map((one) => ({
      ...specOf(one),
      peers: calls.peersOf(one.id),
    })),
    keys: Object.fromEntries(deployed.map((one) => [one.id, calls.keysOf(one)])),
    capabilities: Object.fromEntries(deployed.map((one) => [one.id, capabilitiesOf(one, things)])),
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
  const calls = new CallGraph(rows);
  return {
    documents: new Map(
      rows.devices.map((device) => [device.id, documentOf(rows, device, { near, roster, calls })]),
    ),
    manifests: near.flatMap(({ manifest }) => (manifest === null ? [] : [manifest])),
  };
};
