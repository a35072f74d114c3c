import { parse, Roster, type IdentityKey } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { Building } from '../support/building.ts';
import { modelledPlan, modelledVisit } from '../support/modelled-world.ts';
import { digest } from '../support/roster.ts';
import { playVisits } from '../support/visit-building.ts';

const midnight = Date.UTC(2027, 2, 1);
const minuteMs = 60_000;
const bob = 'key-bob' as IdentityKey;

const meeting = (id: string, [startsAt, endsAt]: readonly [number, number]) => ({
  id,
  title: id,
  room: 'aurora',
  startsAt,
  endsAt,
  content: digest,
  participants: ['bob'],
});

const rosterOf = (...meetings: ReturnType<typeof meeting>[]): Roster =>
  parse(
    Roster,
    {
      revision: 1,
      people: [{ id: 'bob', name: 'Bob', initials: 'B', colour: '#e69f00', keys: [bob] }],
      meetings,
    },
    'roster',
  );

/** Bob walks into Aurora two minutes before midnight and sits there; what its screen showed when. */
const overMidnight = async (roster: Roster) => {
  const building = new Building(modelledPlan, midnight - 2 * minuteMs);
  const walk = modelledVisit(1, { key: bob, room: 'aurora', fromMs: 0 });
  const [entrance, corridor, room] = walk.stays;
  if (entrance === undefined || corridor === undefined || room === undefined)
    throw new RangeError('the walk is too short');
  const visit = { ...walk, stays: [entrance, corridor, { ...room, untilMs: 6 * minuteMs }] };
  const shown: { from: number; until: number; title: string }[] = [];
  await building.start(roster);
  try {
    const look = (): void => {
      const { screen } = building.at('aurora');
      if (screen.mode !== 'content') return;
      const now = building.clock.now() - midnight;
      const last = shown.at(-1);
      if (last?.title === screen.meeting.title && now - last.until < 1000) last.until = now;
      else shown.push({ from: now, until: now, title: screen.meeting.title });
    };
    await playVisits(building, [visit], { thenMs: 20_000, look });
    return { shown, journeys: building.journeysOf(bob).map(({ state }) => state) };
  } finally {
    await building.stop();
  }
};

describe('a meeting over midnight', { timeout: 60_000 }, () => {
  it('is shown on without a break and ends on the next day', async () => {
    const roster = rosterOf(meeting('late', [midnight - 30 * minuteMs, midnight + 2 * minuteMs]));
    const { shown, journeys } = await overMidnight(roster);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.from).toBeLessThan(-minuteMs);
    expect(shown[0]?.until).toBeGreaterThan(2 * minuteMs - 1000);
    expect(shown[0]?.until).toBeLessThan(2 * minuteMs + 2000);
    expect(journeys).toEqual(['left']);
  });

  it('is followed by the next one at midnight for people who sit on', async () => {
    const roster = rosterOf(
      meeting('before', [midnight - 30 * minuteMs, midnight]),
      meeting('after', [midnight, midnight + 30 * minuteMs]),
    );
    const { shown } = await overMidnight(roster);
    expect(shown.map(({ title }) => title)).toEqual(['before', 'after']);
    expect(shown[0]?.until).toBeLessThan(2000);
    expect(shown[1]?.from).toBeLessThan(2000);
    expect(shown[1]?.until).toBeGreaterThan(3 * minuteMs);
  });
});
