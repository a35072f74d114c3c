import { parse, Roster, type IdentityKey } from '@nanoedge/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { Building, type BuildingPlan } from '../support/building.ts';
import { digest } from '../support/roster.ts';

const plan: BuildingPlan = {
  zones: ['entrance', 'aurora'],
  rooms: ['aurora'],
  doors: [['entrance', 'aurora']],
  admissionMinutes: 15,
};

const phone = 'key-bob' as IdentityKey;
const day = Date.UTC(2026, 10, 26);

/** A time of the day as people say it: `10:50` or `10:52:02`. */
const clock = (text: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return day + ((hours * 60 + minutes) * 60 + seconds) * 1000;
};

const withinMs = 2000;

/** A building on one day, in which Bob goes about with his phone. */
class Day {
  readonly #building: Building;
  #revision = 0;
  #zone: string | null = null;
  #moves = false;
  /** What the screen began to show, and when. */
  readonly shown: { at: number; what: string }[] = [];

  constructor(at: string) {
    this.#building = new Building(plan, clock(at));
  }

  #roster(meetings: readonly (readonly [string, string, string])[]): Roster {
    this.#revision += 1;
    return parse(
      Roster,
      {
        revision: this.#revision,
        people: [{ id: 'bob', name: 'Bob', initials: 'B', colour: '#e69f00', keys: [phone] }],
        meetings: meetings.map(([id, from, to]) => ({
          id,
          title: id,
          room: 'aurora',
          startsAt: clock(from),
          endsAt: clock(to),
          content: digest,
          participants: ['bob'],
        })),
      },
      'roster',
    );
  }

  begin(...meetings: readonly (readonly [string, string, string])[]): Promise<void> {
    return this.#building.start(this.#roster(meetings));
  }

  change(...meetings: readonly (readonly [string, string, string])[]): Promise<void> {
    return this.#building.know(this.#roster(meetings));
  }

  /** Bob is in the zone from now on, and stirs there or sits still; null: nowhere. */
  bob(zone: string | null, moves = true): this {
    if (this.#zone !== null) this.#building.at(this.#zone).move(false);
    this.#zone = zone;
    this.#moves = moves;
    return this;
  }

  async until(text: string): Promise<this> {
    for (let turn = 0; this.#building.clock.now() < clock(text); turn += 1) {
      const gateway = this.#zone === null ? null : this.#building.at(this.#zone);
      if (turn % 2 === 0) gateway?.advertise(phone, -55);
      if (this.#moves) gateway?.move(turn % 2 === 0);
      await this.#building.pass(500);
      this.#look();
    }
    return this;
  }

  #look(): void {
    const { screen } = this.#building.at('aurora');
    const what = screen.mode === 'content' ? screen.meeting.id : screen.mode;
    if (this.shown.at(-1)?.what !== what)
      this.shown.push({ at: this.#building.clock.now(), what: String(what) });
  }

  /** When the screen began to show this. */
  when(what: string): number {
    return this.shown.findLast((entry) => entry.what === what)?.at ?? Number.NaN;
  }

  journeys(): string[] {
    return this.#building
      .journeysOf(phone)
      .map(({ state, refusal }) => (refusal === null ? state : `${state}: ${refusal}`));
  }

  end(): Promise<void> {
    return this.#building.stop();
  }
}

describe('on a day, by the clock', { timeout: 60_000 }, () => {
  let today: Day;
  afterEach(() => today.end());

  it('a meeting from 10 to 11 goes on when its end moves to 11:30 at 10:50, and is dark when that moves to 10:52', async () => {
    today = new Day('10:48');
    await today.begin(['m', '10:00', '11:00']);
    await today.bob('entrance').until('10:48:10');
    await today.bob('aurora').until('10:50');
    expect(today.when('m')).toBeLessThan(clock('10:48:20'));
    await today.change(['m', '10:00', '11:30']);
    await today.until('10:51');
    expect(today.shown.map(({ what }) => what)).toEqual(['idle', 'm']);
    await today.change(['m', '10:00', '10:52']);
    await today.until('10:52:10');
    expect(today.shown.map(({ what }) => what)).toEqual(['idle', 'm', 'idle']);
    expect(Math.abs(today.when('idle') - clock('10:52'))).toBeLessThanOrEqual(withinMs);
    expect(today.journeys()).toHaveLength(1);
  });

  it('who comes at 10:30 and stays audible is let in at 10:45 to a meeting at 11, by one journey', async () => {
    today = new Day('10:30');
    await today.begin(['m', '11:00', '12:00']);
    await today.bob('entrance').until('10:30:20');
    expect(today.journeys()).toEqual(['refused: uninvited']);
    await today.bob('entrance', false).until('10:44:58');
    expect(today.journeys()).toEqual(['refused: uninvited']);
    await today.until('10:45:02');
    expect(today.journeys()).toEqual(['guiding']);
  });

  it('who sits on without moving from 10:58 sees the meeting of 11 at 11', async () => {
    today = new Day('10:57');
    await today.begin(['first', '10:00', '11:00'], ['second', '11:00', '12:00']);
    await today.bob('entrance').until('10:57:10');
    await today.bob('aurora').until('10:58');
    expect(today.shown.map(({ what }) => what)).toEqual(['idle', 'first']);
    await today.bob('aurora', false).until('11:00:10');
    expect(today.shown.at(-1)?.what).toBe('second');
    expect(Math.abs(today.when('second') - clock('11:00'))).toBeLessThanOrEqual(withinMs);
  });
});
