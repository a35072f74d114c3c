import { randomBytes } from 'node:crypto';
import {
  type FloorPlan,
  IdentityKey,
  PersonId,
  parse,
  WalkCommand,
  type ZoneId,
} from '@nanoedge/protocol';
import { auditSentences, simulateWords, simulationRefusals } from '@nanoedge/words';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { identityKeys, people, rooms, sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, NotFound } from '../errors.ts';
import { legsTo } from './legs.ts';
import { anySeed, modelledRadio } from './modelled-radio.ts';
import { recordedWalk } from './recorded-radio.ts';
import type { WalkInput } from './schema.ts';
import { headStartMs, sendToSite } from './send.ts';
import { stranger, type WalkStarted } from './view.ts';

const carriedBy = async (
  deps: Deps,
  input: WalkInput,
): Promise<{ name: string | null; keys: IdentityKey[] }> => {
  if (input.walker === stranger) {
    const tail = (randomBytes(3).toString('hex').match(/../g) ?? []).join(':');
    return { name: null, keys: [parse(IdentityKey, `02:00:5e:${tail}`, 'key')] };
  }
  const rows = await deps.db
    .select({ name: people.name, key: identityKeys.key })
    .from(people)
    .leftJoin(identityKeys, eq(identityKeys.person, people.id))
    .where(
      and(
        eq(people.site, input.site),
        eq(people.id, parse(PersonId, input.walker, 'walker')),
        isNull(people.removedAt),
      ),
    );
  const [first] = rows;
  if (first === undefined) throw new BadInput('walker', simulationRefusals.noSuchPerson);
  return { name: first.name, keys: rows.flatMap((row) => (row.key === null ? [] : [row.key])) };
};

/** Where they walk, and how their keys are heard on the way. */
const wayOf = (
  plan: FloorPlan,
  room: ZoneId,
  { radio, pace }: WalkInput,
): Pick<WalkCommand, 'legs' | 'radio'> => {
  const legs = legsTo(plan, room, pace);
  switch (radio) {
    case 'clean':
      return { legs };
    case 'modelled':
      return { legs, radio: modelledRadio(plan, legs, anySeed()) };
    case 'recorded':
      return recordedWalk(plan, room);
  }
};

/**
 * Lets a simulated person walk in: entrance, corridor, room, where they stay until they are told to
 * leave.
 */
export const startWalk = async (
  deps: Deps,
  actor: Actor,
  input: WalkInput,
): Promise<WalkStarted> => {
  demand(actor, 'simulation.run', input);
  const [site] = await deps.db.select().from(sites).where(eq(sites.id, input.site)).limit(1);
  if (site === undefined) throw new NotFound('site', input.site);
  const [room] = await deps.db
    .select({ zone: rooms.zone })
    .from(rooms)
    .where(
      and(eq(rooms.site, site.id), input.room === undefined ? undefined : eq(rooms.id, input.room)),
    )
    .orderBy(asc(rooms.id))
    .limit(1);
  if (room === undefined) throw new BadInput('room', simulationRefusals.noSuchRoom);
  const { name, keys } = await carriedBy(deps, input);
  const command = parse(
    WalkCommand,
    {
      kind: 'walk',
      walker: input.walker,
      keys,
      startAt: deps.now() + headStartMs,
      ...wayOf(site.plan, room.zone, input),
    },
    'walk',
  );
  const agents = await sendToSite(deps, site.id, command);
  const radioWords = simulateWords.heard[input.radio];
  await record(deps.db, actor, {
    site: input.site,
    action: 'walk-in',
    entity: 'simulation',
    subject: input.walker,
    summary:
      name === null
        ? auditSentences.simulation.letStrangerIn(radioWords)
        : auditSentences.simulation.letIn(name, radioWords),
  });
  return { walker: command.walker, startAt: command.startAt, legs: command.legs, agents };
};
