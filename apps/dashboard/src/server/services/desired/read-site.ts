import type { PersonId, SiteId } from '@nanoedge/protocol';
import { DeploymentSpec, parse, RosterPerson, Seconds } from '@nanoedge/protocol';
import { and, asc, eq, gt, inArray, isNull, lt } from 'drizzle-orm';
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
  type sites,
  things,
} from '../../db/schema/index.ts';
import { zoneOfSite } from '../site/clock.ts';
import { loadContents } from '../content/of-meetings.ts';
import { meetingWindow, type SiteDeployment, type SiteRows } from './compile.ts';

const readDeployments = async (tx: Tx, site: SiteId): Promise<SiteDeployment[]> => {
  const rows = await tx
    .select({ deployment: deployments, release: releases })
    .from(deployments)
    .innerJoin(releases, eq(releases.id, deployments.release))
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(and(eq(devices.site, site), isNull(deployments.removedAt)));
  return rows.map(({ deployment, release }) => {
    const {
      id,
      name,
      nanoservice,
      config,
      port,
      volumes,
      memoryBytes,
      pids,
      change,
      restart,
      restore,
      removal,
    } = deployment;
    const { version, image, imageId, configBytes, layers } = release;
    const { roster } = release.spec;
    const spec = {
      id,
      name,
      nanoservice,
      release: {
        version,
        image,
        imageId,
        archive: release.archived ? { configBytes, layers } : null,
        pull: release.pulled,
      },
      config,
      port,
      volumes,
      limits: { memoryBytes, pids },
      roster,
      peers: {},
      change,
      restart,
      restore,
      removal,
    };
    return {
      ...parse(DeploymentSpec, spec, `deployment ${id}`),
      device: deployment.device,
      peers: deployment.peers,
    };
  });
};

const readPeople = async (tx: Tx, site: SiteId): Promise<RosterPerson[]> => {
  const found = await tx.select().from(people).where(eq(people.site, site));
  const keys = await tx
    .select({ person: identityKeys.person, key: identityKeys.key })
    .from(identityKeys)
    .where(eq(identityKeys.site, site));
  return found.map(({ id, name, initials, colour }) =>
    parse(
      RosterPerson,
      {
        id,
        name,
        initials,
        colour,
        keys: keys.filter((key) => key.person === id).map((key) => key.key),
      },
      `person ${id}`,
    ),
  );
};

const readMeetings = async (tx: Tx, site: SiteId, now: number): Promise<SiteRows['meetings']> => {
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
    .select()
    .from(meetingParticipants)
    .where(inArray(meetingParticipants.meeting, ids));
  const content = await loadContents(tx, ids);
  const participantsOf = (id: string): PersonId[] =>
    invited.filter((row) => row.meeting === id).map((row) => row.person);
  return found.map(({ id, title, room, startsAt, endsAt }) => ({
    id,
    title,
    room,
    startsAt: startsAt.getTime(),
    endsAt: endsAt.getTime(),
    participants: participantsOf(id),
    content: (content.get(id) ?? []).map(({ item }) => item),
  }));
};

/**
 * Snapshots of a deployment that its device keeps besides those that the dashboard does not have
 * yet.
 */
const keptOnDevice = 3;

/** Reads what compileDesired needs of a site. The caller holds the lock on the site's row. */
export const readSite = async (
  tx: Tx,
  site: typeof sites.$inferSelect,
  now: number,
): Promise<SiteRows> => ({
  site: { id: site.id, name: site.name },
  timeZone: zoneOfSite(site),
  settings: {
    probationSeconds: parse(Seconds, site.probationSeconds, 'probation'),
    keepSnapshots: Math.min(keptOnDevice, site.snapshotKeepCount),
  },
  rooms: await tx
    .select({ id: rooms.id, name: rooms.name, zone: rooms.zone, greeting: rooms.greeting })
    .from(rooms)
    .where(eq(rooms.site, site.id))
    .orderBy(asc(rooms.id)),
  devices: await tx
    .select({ id: devices.id, name: devices.name, zone: devices.zone, address: devices.address })
    .from(devices)
    .where(eq(devices.site, site.id))
    .orderBy(asc(devices.id)),
  things: await tx
    .select({
      device: things.device,
      name: things.name,
      kind: things.kind,
      zone: things.zone,
      driver: things.driver,
    })
    .from(things)
    .innerJoin(devices, eq(devices.id, things.device))
    .where(eq(devices.site, site.id)),
  deployments: await readDeployments(tx, site.id),
  people: await readPeople(tx, site.id),
  meetings: await readMeetings(tx, site.id, now),
});
