import type { ReleaseKey, SiteId } from '@nanoedge/protocol';
import {
  DeploymentName,
  DeploymentSpec,
  DeviceId,
  EpochMs,
  HostAddress,
  IdentityKey,
  MeetingSummary,
  NanoserviceManifest,
  parse,
  PersonId,
  RoomId,
  RosterPerson,
  Seconds,
  ThingSpec,
  ZoneId,
} from '@nanoedge/protocol';
import { and, asc, eq, gt, inArray, isNull, lt } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Tx } from '../../db/client.ts';
import {
  deployments,
  devices,
  identityKeys,
  meetingParticipants,
  meetings,
  people,
  releases,
  rooms,
  type RunKind,
  runs,
  type sites,
  things,
} from '../../db/schema/index.ts';
import { zoneOfSite } from '../site/clock.ts';
import { loadContents } from '../content/of-meetings.ts';
import { forEdge } from '../appearance.ts';
import type { Flaws } from '../flaws.ts';
import { meetingWindow } from './compile.ts';
import type { SiteDeployment, SiteRows } from './site-rows.ts';

const Room = z.object({
  id: RoomId,
  name: z.string(),
  zone: ZoneId,
  greeting: z.enum(['name', 'initials']),
});
const Device = z.object({ id: DeviceId, name: z.string(), zone: ZoneId });

interface DeploymentRow {
  deployment: typeof deployments.$inferSelect;
  release: typeof releases.$inferSelect;
  /** Of the run that asked for the last restart. */
  restartKind: RunKind | null;
}

const specOf = ({ deployment, release, restartKind }: DeploymentRow): SiteDeployment => {
  const { memoryBytes, pids, device, ...own } = deployment;
  const { version, image, imageId, configBytes, layers, signed } = release;
  const spec = {
    ...own,
    release: {
      version,
      image,
      imageId,
      archive: release.archived ? { configBytes, layers } : null,
      pull: release.pulled,
      signed,
    },
    limits: { memoryBytes, pids },
    roster: release.spec.roster,
    network: release.spec.network ?? false,
    fresh: restartKind === 'recreate',
    peers: {},
  };
  return {
    ...parse(DeploymentSpec, spec, `deployment ${own.id}`),
    device,
    calls: parse(NanoserviceManifest.shape.calls, release.spec.calls ?? {}, 'calls'),
    needs: parse(NanoserviceManifest.shape.needs, release.spec.needs, 'needs'),
    events: parse(NanoserviceManifest.shape.events, release.spec.events ?? [], 'events'),
    peers: parse(z.array(z.string()), own.peers, 'peers'),
  };
};

/**
 * A device whose deployments are not all whole is told nothing new: it would take them away. Its
 * neighbours go on calling them.
 */
const readDeployments = async (
  tx: Tx,
  site: SiteId,
  flaws: Flaws,
): Promise<Pick<SiteRows, 'deployments' | 'unsound'>> => {
  const rows = await tx
    .select({ deployment: deployments, release: releases, restartKind: runs.kind })
    .from(deployments)
    .innerJoin(releases, eq(releases.id, deployments.release))
    .innerJoin(devices, eq(devices.id, deployments.device))
    .leftJoin(runs, eq(runs.id, deployments.restart))
    .where(and(eq(devices.site, site), isNull(deployments.removedAt)));
  const about = ({ deployment: { id, name, device } }: DeploymentRow) =>
    ({ entity: 'deployment', id, name, device }) as const;
  const sound = flaws.keepAll(rows, about, specOf);
  const isSound = new Set(sound.map(({ id }) => id));
  const unsound = rows
    .map(({ deployment }) => deployment)
    .filter(({ id, name }) => !isSound.has(id) && DeploymentName.safeParse(name).success)
    .map(({ id, name, device, port }) => ({ id, name, device, port }));
  return { deployments: sound, unsound };
};

const readPeople = async (tx: Tx, site: SiteId, flaws: Flaws): Promise<RosterPerson[]> => {
  const found = await tx
    .select()
    .from(people)
    .where(and(eq(people.site, site), isNull(people.removedAt)));
  const stored = await tx
    .select({ person: identityKeys.person, key: identityKeys.key })
    .from(identityKeys)
    .where(eq(identityKeys.site, site));
  const about = ({ id, name }: (typeof found)[number]) =>
    ({ entity: 'person', id, name, device: null }) as const;
  return flaws.keepAll(found, about, (row) => {
    const { id, colour } = row;
    const keys = flaws.keepAll(
      stored.filter((key) => key.person === id),
      () => about(row),
      ({ key }) => parse(IdentityKey, key, 'key'),
    );
    return parse(RosterPerson, { id, ...forEdge(row), colour, keys }, `person ${id}`);
  });
};

const readMeetings = async (
  tx: Tx,
  site: SiteId,
  { now, flaws }: { now: number; flaws: Flaws },
): Promise<SiteRows['meetings']> => {
  const window = meetingWindow(now);
  const found = await tx
    .select()
    .from(meetings)
    .where(
      and(
        eq(meetings.site, site),
        isNull(meetings.removedAt),
        gt(meetings.endsAt, new Date(window.endsAfter)),
        lt(meetings.startsAt, new Date(window.startsBefore)),
      ),
    );
  if (found.length === 0) return [];
  const ids = found.map((meeting) => meeting.id);
  const invited = await tx
    .select({ meeting: meetingParticipants.meeting, person: meetingParticipants.person })
    .from(meetingParticipants)
    .innerJoin(people, eq(people.id, meetingParticipants.person))
    .where(and(inArray(meetingParticipants.meeting, ids), isNull(people.removedAt)));
  const content = await loadContents(tx, ids, flaws);
  const participantsOf = (id: string): PersonId[] =>
    invited
      .filter((row) => row.meeting === id && PersonId.safeParse(row.person).success)
      .map((row) => row.person);
  const about = ({ id, title }: (typeof found)[number]) =>
    ({ entity: 'meeting', id, name: title, device: null }) as const;
  return flaws.keepAll(found, about, ({ id, title, room, startsAt, endsAt }) => {
    const times = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() };
    parse(MeetingSummary, { id, title, room, ...times, content: null }, `meeting ${id}`);
    return {
      id,
      title,
      room,
      ...times,
      participants: participantsOf(id),
      content: (content.get(id) ?? []).map(({ item }) => item),
    };
  });
};

const readRooms = async (tx: Tx, site: SiteId, flaws: Flaws): Promise<SiteRows['rooms']> => {
  const found = await tx
    .select({ id: rooms.id, name: rooms.name, zone: rooms.zone, greeting: rooms.greeting })
    .from(rooms)
    .where(eq(rooms.site, site))
    .orderBy(asc(rooms.id));
  const about = ({ id, name }: (typeof found)[number]) =>
    ({ entity: 'room', id, name, device: null }) as const;
  return flaws.keepAll(found, about, (row) => parse(Room, row, `room ${row.id}`));
};

/** An address that nobody could call counts as not known yet. */
const readDevices = async (tx: Tx, site: SiteId, flaws: Flaws): Promise<SiteRows['devices']> => {
  const found = await tx
    .select({
      id: devices.id,
      name: devices.name,
      zone: devices.zone,
      address: devices.address,
      startedOverAt: devices.startedOverAt,
    })
    .from(devices)
    .where(eq(devices.site, site))
    .orderBy(asc(devices.id));
  const about = ({ id, name }: (typeof found)[number]) =>
    ({ entity: 'device', id, name, device: id }) as const;
  return flaws.keepAll(found, about, (row) => ({
    ...parse(Device, row, `device ${row.id}`),
    startedOver: parse(z.nullable(EpochMs), row.startedOverAt?.getTime() ?? null, 'startedOver'),
    address: flaws.keep({ ...about(row), device: null }, () =>
      row.address === null ? null : parse(HostAddress, row.address, 'address'),
    ),
  }));
};

const readThings = async (tx: Tx, site: SiteId, flaws: Flaws): Promise<SiteRows['things']> => {
  const found = await tx
    .select({
      device: things.device,
      name: things.name,
      kind: things.kind,
      zone: things.zone,
      driver: things.driver,
      settings: things.settings,
    })
    .from(things)
    .innerJoin(devices, eq(devices.id, things.device))
    .where(eq(devices.site, site));
  const about = ({ device, name }: (typeof found)[number]) =>
    ({ entity: 'thing', id: name, name, device }) as const;
  return flaws.keepAll(found, about, ({ device, ...thing }) => ({
    device,
    ...parse(ThingSpec, thing, `thing ${thing.name}`),
  }));
};

/**
 * Snapshots of a deployment that its device keeps besides those that the dashboard does not have
 * yet.
 */
const keptOnDevice = 3;

const defaultProbation = parse(Seconds, 5, 'probation');

/**
 * Reads what compileDesired needs of a site but its keys; what is stored wrong is among `flaws` and
 * in no document. The caller holds the lock on the site's row.
 */
export const readSite = async (
  tx: Tx,
  site: typeof sites.$inferSelect,
  { now, flaws, releaseKey }: { now: number; flaws: Flaws; releaseKey: ReleaseKey },
): Promise<Omit<SiteRows, 'keys'>> => ({
  site: { id: site.id, name: site.name },
  releaseKey,
  timeZone: zoneOfSite(site),
  settings: {
    probationSeconds: Seconds.safeParse(site.probationSeconds).data ?? defaultProbation,
    keepSnapshots: Math.max(1, Math.min(keptOnDevice, site.snapshotKeepCount)),
  },
  rooms: await readRooms(tx, site.id, flaws),
  devices: await readDevices(tx, site.id, flaws),
  things: await readThings(tx, site.id, flaws),
  ...(await readDeployments(tx, site.id, flaws)),
  people: await readPeople(tx, site.id, flaws),
  meetings: await readMeetings(tx, site.id, { now, flaws }),
});
