import { Gathered } from '@nanoedge/base';
import type { DeviceId, EventsMessage } from '@nanoedge/protocol';
import { databaseError } from '../../db/client.ts';
import { announce } from '../announce.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import type { Ingested, Sent } from '../ingest-port.ts';
import { bySite, storeGroup } from './store-group.ts';

/** Events in one transaction; a message holds 500 at most. */
const mostInGroup = 2000;

/**
 * Whether the data is the cause, not the database: classes 22 and 23 of PostgreSQL's codes are bad
 * data and broken constraints, class 21 and 54 what is too much for one statement.
 */
const isAboutData = (error: unknown): boolean =>
  /^(?:2[123]|54)/.test(databaseError(error)?.code ?? '');

const storeAndShow = async (deps: Deps, sent: readonly Sent[]): Promise<Ingested[]> => {
  const { added, acked, changed } = await storeGroup(deps, sent);
  for (const [site, events] of bySite(added)) deps.live.events(site, events);
  const announced = Promise.all(
    [...changed].flatMap(([site, { runs, deployments }]) =>
      deployments ? [announce(deps, site, runs ? ['runs', 'deployments'] : 'deployments')] : [],
    ),
  );
  return sent.map(({ device }) => ({ ackedSeq: acked.get(device) ?? null, announced }));
};

/** The messages of all devices, stored in groups. */
export const gatherEvents = (deps: () => Deps): Gathered<Sent, Ingested> =>
  new Gathered({
    weigh: ({ events }) => events.length,
    most: mostInGroup,
    mayBeOneOfThem: isAboutData,
    store: (sent) => storeAndShow(deps(), sent),
  });

/**
 * Stores a device's events once each, however often they are sent, and shows the new ones to the
 * browsers of the site. Answers, after the commit, with the sequence up to which the device may
 * forget.
 */
export const ingestEvents = async (
  deps: Deps,
  device: DeviceId,
  message: EventsMessage,
): Promise<{ ackedSeq: number }> => {
  const { ackedSeq, announced } = await deps.ingest.add({ device, events: message.events });
  if (ackedSeq === null) throw new NotFound('device', device);
  await announced;
  return { ackedSeq };
};
