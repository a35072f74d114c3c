import { ManualClock } from '@nanoedge/base/testing';
import { type Digest, DisplaySpec, parse, ScreenState, ThingSpec } from '@nanoedge/protocol';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { thingPorts } from '../../../test/support/drivers/thing-ports.ts';
import { Things } from '../things/things.ts';
import { Display } from './display.ts';
import { ScreenKeeper } from './keeper.ts';

const start = 1_800_000_000_000;
const minute = 60_000;
const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}` as Digest;

const pdf = (name: string, letter: string) => ({
  kind: 'pdf',
  name,
  digest: digest(letter),
  mediaType: 'application/pdf',
  bytes: 7,
});
const plan = pdf('plan.pdf', '1');
const budget = pdf('budget.pdf', '2');
const other = pdf('other.pdf', '3');
const bob = { id: 'bob', name: 'Bob', initials: 'B', colour: '#e69f00' };

const asked = (items: unknown[] = [plan, budget]): ScreenState =>
  parse(
    ScreenState,
    {
      kind: 'screen',
      mode: 'content',
      meeting: { id: 'review', title: 'Review', room: 'aurora', endsAt: start + 30 * minute },
      items,
      welcome: [bob],
    },
    'screen',
  );
const idle = parse(ScreenState, { kind: 'screen', mode: 'idle' }, 'screen');

const spec = (meeting: object = {}, display: object = {}): DisplaySpec =>
  parse(
    DisplaySpec,
    {
      room: 'aurora',
      name: 'Aurora',
      greeting: 'name',
      meetings: [
        {
          id: 'review',
          title: 'Review',
          room: 'aurora',
          startsAt: start,
          endsAt: start + 30 * minute,
          content: digest('a'),
          ...meeting,
        },
      ],
      entitled: { review: ['bob'] },
      ...display,
    },
    'display',
  );

const manifests = new Map(
  [
    { list: digest('a'), meeting: 'review', items: [plan, budget] },
    { list: digest('b'), meeting: 'review', items: [plan] },
    { list: digest('c'), meeting: 'review', items: [other] },
    { list: digest('d'), meeting: 'retro', items: [plan, budget] },
  ].map(({ list, ...manifest }) => [list, Buffer.from(JSON.stringify(manifest))]),
);

const setUp = () => {
  const clock = new ManualClock(start);
  const warned: string[] = [];
  const log = pino(
    { level: 'warn' },
    { write: (line: string) => void warned.push((JSON.parse(line) as { reason: string }).reason) },
  );
  const display = new Display(clock);
  const things = new Things(
    thingPorts({ clock, random: () => 0, onScreen: (state) => keeper.show(state) }),
  );
  const keeper = new ScreenKeeper({
    clock,
    log,
    display,
    things,
    content: { read: async (list) => manifests.get(list) ?? null },
  });
  const screen = { name: 'screen', kind: 'screen', zone: 'aurora', driver: 'simulated' };
  things.assign([parse(ThingSpec, screen, 'thing')]);
  keeper.assign(spec());
  const driver = things.get('screen');
  if (driver === null) throw new TypeError('there is no screen');
  return {
    clock,
    keeper,
    warned,
    set: (state: ScreenState) => keeper.set(driver, state),
    mode: () => display.screen.mode,
    items: () =>
      display.screen.mode === 'content' ? display.screen.items.map(({ name }) => name) : null,
  };
};

describe('content', () => {
  it('is shown when it is just what the list of its meeting has', async () => {
    const { set, items, warned } = setUp();
    expect(await set(asked())).toBeNull();
    expect(items()).toEqual(['plan.pdf', 'budget.pdf']);
    expect(warned).toEqual([]);
  });

  it.each([
    ['more', [plan, budget, other]],
    ['less', [plan]],
    ['in another order', [budget, plan]],
    ['under another name', [{ ...plan, name: 'x' }, budget]],
    ['nothing', []],
  ])('is refused when it is not: %s', async (_what, items) => {
    const { set, mode } = setUp();
    expect(await set(asked(items))).toBe('the meeting has other content');
    expect(mode()).toBe('idle');
  });

  it.each([
    ['is not here', digest('e')],
    ['is that of another meeting', digest('d')],
    ['does not exist', null],
  ])('is refused when its list %s', async (_what, content) => {
    const { keeper, set, mode } = setUp();
    keeper.assign(spec({ content }));
    expect(await set(asked())).toBe('the meeting has other content');
    expect(mode()).toBe('idle');
  });

  it('that is refused again and again is told of once, and once more after it was shown', async () => {
    const { set, warned } = setUp();
    for (let count = 0; count < 5; count += 1) await set(asked([other]));
    expect(warned).toEqual(['the meeting has other content']);
    await set(asked());
    await set(asked([other]));
    expect(warned).toHaveLength(2);
  });

  it('is off when its meeting is over, though nobody says so', async () => {
    const { clock, set, mode } = setUp();
    await set(asked());
    await clock.advance(30 * minute - 1_000);
    expect(mode()).toBe('content');
    await clock.advance(2_000);
    expect(mode()).toBe('idle');
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['was cancelled', spec({}, { meetings: [] })],
    ['was moved to another room', spec({ room: 'borealis' })],
    [
      'was moved to another time',
      spec({ startsAt: start + 60 * minute, endsAt: start + 90 * minute }),
    ],
    ['invites nobody who is there', spec({}, { entitled: { review: ['carl'] } })],
    ['is of a room that the device shows no more', null],
  ])('is off at once when its meeting %s', async (_why, changed) => {
    const { keeper, set, mode } = setUp();
    await set(asked());
    keeper.assign(changed);
    expect(mode()).toBe('idle');
  });

  it('stays while anything else of the plan changes', async () => {
    const { clock, keeper, set, items } = setUp();
    await set(asked());
    keeper.assign(spec({ title: 'Review of the year', endsAt: start + 60 * minute }));
    await clock.advance(5_000);
    expect(items()).toEqual(['plan.pdf', 'budget.pdf']);
  });

  it('loses within two seconds what was taken out of its meeting, and keeps the rest', async () => {
    const { clock, keeper, set, items } = setUp();
    await set(asked());
    keeper.assign(spec({ content: digest('b') }));
    await clock.advance(2_000);
    expect(items()).toEqual(['plan.pdf']);
  });

  it.each([
    ['other content, which nobody brings', digest('c')],
    ['other content, whose list is not here', digest('e')],
    ['no content any more', null],
  ])('is off within two seconds when its meeting has %s', async (_what, content) => {
    const { clock, keeper, set, mode } = setUp();
    await set(asked());
    keeper.assign(spec({ content }));
    await clock.advance(2_000);
    expect(mode()).toBe('cleared');
  });

  it('is replaced without a blank screen in between when what replaces it comes', async () => {
    const { clock, keeper, set, items } = setUp();
    await set(asked());
    keeper.assign(spec({ content: digest('c') }));
    await clock.advance(1_000);
    expect(items()).toEqual(['plan.pdf', 'budget.pdf']);
    await set(asked([other]));
    await clock.advance(5_000);
    expect(items()).toEqual(['other.pdf']);
  });

  it('that was asked for before is never shown after the screen was cleared', async () => {
    const { set, mode } = setUp();
    await Promise.all([set(asked()), set(idle)]);
    expect(mode()).toBe('idle');
  });

  it('is not shown by a plan that changed while its list was read', async () => {
    const { keeper, set, mode } = setUp();
    const shown = set(asked());
    keeper.assign(spec({ room: 'borealis' }));
    expect(await shown).toBe('the meeting is in another room');
    expect(mode()).toBe('idle');
  });
});
