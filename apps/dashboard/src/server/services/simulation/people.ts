import { dayMs } from '@nanoedge/base';
import { simulateWords } from '@nanoedge/words';
import { and, asc, count, eq, gt, isNull, lt } from 'drizzle-orm';
import { identityKeys, meetingParticipants, meetings, people } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import type { SiteInput } from '../site/schema.ts';
import { stranger, type WalkerView } from './view.ts';

/** Who can be let in: the people of the site by name, then the stranger. */
export const listWalkers = async (
  deps: Deps,
  actor: Actor,
  input: SiteInput,
): Promise<WalkerView[]> => {
  demand(actor, 'simulation.run', input);
  const rows = await deps.db
    .select({
      id: people.id,
      name: people.name,
      initials: people.initials,
      colour: people.colour,
      keys: count(identityKeys.id),
    })
    .from(people)
    .leftJoin(identityKeys, eq(identityKeys.person, people.id))
    .where(and(eq(people.site, input.site), isNull(people.removedAt)))
    .groupBy(people.id)
    .orderBy(asc(people.name));
  const now = deps.now();
  const invited = await deps.db
    .select({ person: meetingParticipants.person, title: meetings.title })
    .from(meetingParticipants)
    .innerJoin(meetings, eq(meetings.id, meetingParticipants.meeting))
    .where(
      and(
        eq(meetings.site, input.site),
        isNull(meetings.removedAt),
        gt(meetings.endsAt, new Date(now)),
        lt(meetings.startsAt, new Date(now + dayMs)),
      ),
    )
    .orderBy(asc(meetings.startsAt));
  const known = rows.map(({ keys, ...person }) => ({
    walker: person.id,
    label: person.name,
    person,
    keys,
    invited: invited.filter((row) => row.person === person.id).map((row) => row.title),
  }));
  return [
    ...known,
    { walker: stranger, label: simulateWords.someStranger, person: null, keys: 1, invited: [] },
  ];
};
