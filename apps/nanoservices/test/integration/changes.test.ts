import { waitUntil } from '@nanoedge/base/testing';
import { parse, Roster } from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { largeManifest } from '@nanoedge/coap/testing';
import { rosterAt } from '../support/roster.ts';
import { Site } from '../support/site.ts';
import { Walker } from '../support/walker.ts';

type Draft = ReturnType<typeof draft>;

/** The roster as plain data, to be changed by a test. */
const draft = (now: number) => structuredClone(rosterAt(now));

/** What a change must take at most, from the roster's arrival to the room. */
const soon = { timeoutMs: 2000 };

describe('a change of the roster while people are there', () => {
  let site: Site;
  let bob: Walker;
  let roster: Draft;
  const state = () => site.journey('key-bob')?.state;
  const hidden = () => site.room.events.filter(({ type }) => type === 'content.hidden');
  const welcomed = () =>
    site.closet.events.filter(({ type }) => type === 'identity.recognised').length;
  const journeys = () => new Set(site.snapshots('key-bob').map(({ id }) => id)).size;

  /** Changes the roster and pushes it under the next revision. */
  const change = async (edit: (draft: Draft) => unknown): Promise<void> => {
    edit(roster);
    roster.revision += 1;
    await site.know(parse(Roster, roster, 'roster'));
  };
  const standup = (): Draft['meetings'][number] => {
    const [meeting] = roster.meetings;
    if (meeting === undefined) throw new RangeError('the roster has no meeting');
    return meeting;
  };
  const at = (ms: number) => (Date.now() + ms) as Draft['meetings'][number]['startsAt'];

  beforeEach(async () => {
    site = new Site();
    bob = new Walker('key-bob');
    roster = draft(Date.now());
    await site.startWatched(parse(Roster, roster, 'roster'));
  });
  afterEach(async () => {
    bob.go(null);
    await site.stop();
  });

  const seatBob = async (): Promise<void> => {
    bob.go(site.room);
    await waitUntil('in the meeting', () => state() === 'in-meeting');
    bob.sit();
  };

  it.each<[string, (draft: Draft) => unknown, string]>([
    ['is cancelled', (draft) => draft.meetings.splice(0), 'cancelled'],
    [
      'has no place for Bob any more',
      (draft) => draft.meetings[0]?.participants.shift(),
      'uninvited',
    ],
    ['knows Bob’s key no more', (draft) => draft.people[0]?.keys.splice(0), 'key-removed'],
    ['knows Bob no more', (draft) => draft.people.shift(), 'person-removed'],
    [
      'is moved to the evening',
      (draft) =>
        Object.assign(draft.meetings[0] ?? {}, { startsAt: at(7_200_000), endsAt: at(7_900_000) }),
      'moved',
    ],
    ['ended early', (draft) => Object.assign(draft.meetings[0] ?? {}, { endsAt: at(-1) }), 'ended'],
  ])('hides the content within 2 s when the meeting %s', async (_what, edit, reason) => {
    await seatBob();
    await change(edit);
    await waitUntil('screen idle', () => site.room.screen.mode === 'idle', soon);
    expect(state()).toBe('left');
    await waitUntil('the reason is told', () => hidden().length === 1);
    expect(hidden()).toMatchObject([{ reason }]);
  });

  it('keeps content, journey and welcome when the end moves, and is dark at the new end', async () => {
    await seatBob();
    await change(() => Object.assign(standup(), { endsAt: at(1_200_000) }));
    const endsAt = () =>
      site.room.screen.mode === 'content' ? site.room.screen.meeting.endsAt : 0;
    await waitUntil('the new end is on the screen', () => endsAt() === standup().endsAt, soon);
    const end = at(1500);
    await change(() => Object.assign(standup(), { endsAt: end }));
    await waitUntil('screen idle', () => site.room.screen.mode === 'idle', { timeoutMs: 3500 });
    expect(Date.now() - end).toBeGreaterThanOrEqual(0);
    expect(journeys()).toBe(1);
    expect(welcomed()).toBe(1);
    expect(hidden()).toMatchObject([{ reason: 'ended' }]);
  });

  it('puts replaced content in the place of the old without anything between', async () => {
    await seatBob();
    const digest = `sha256:${'b'.repeat(64)}` as const;
    const items = largeManifest.items.toReversed().slice(1);
    const screens = site.room.screens.length;
    await change(() => Object.assign(standup(), { content: digest }));
    site.room.contents.set(digest, { ...largeManifest, items });
    await waitUntil(
      'the new content',
      () => site.room.screen.mode === 'content' && site.room.screen.items.length === items.length,
      soon,
    );
    expect(site.room.screen).toMatchObject({ items });
    const modes = site.room.screens.slice(screens).map(({ mode }) => mode);
    expect(new Set(modes)).toEqual(new Set(['content']));
    expect(hidden()).toEqual([]);
    expect(journeys()).toBe(1);
  });

  it('lets in who was refused within 2 s of the invitation, by one journey', async () => {
    await change((draft) => draft.meetings[0]?.participants.splice(0, 1));
    bob.go(site.entrance);
    await waitUntil('refused', () => state() === 'refused');
    bob.sit();
    await change((draft) => draft.meetings[0]?.participants.push('bob' as never));
    await waitUntil('guided', () => site.corridor.lamps.length === 2, soon);
    expect(journeys()).toBe(1);
  });

  it('lets in who came early when the admission begins, though they stand still', async () => {
    const admission = at(5000);
    await change(() =>
      Object.assign(standup(), { startsAt: admission + 30 * 60_000, endsAt: at(9_000_000) }),
    );
    bob.go(site.entrance);
    await waitUntil('refused', () => state() === 'refused');
    bob.sit();
    await waitUntil('guided', () => site.corridor.lamps.length === 2, { timeoutMs: 8000 });
    expect(Date.now() - admission).toBeGreaterThanOrEqual(0);
    expect(Date.now() - admission).toBeLessThan(2000);
    expect(journeys()).toBe(1);
  });

  it('shows the next meeting to those who sit on without moving', async () => {
    await seatBob();
    const end = at(3000);
    await change((draft) => {
      Object.assign(standup(), { endsAt: end });
      draft.meetings.push({
        ...standup(),
        id: 'review' as never,
        startsAt: end,
        endsAt: at(600_000),
      });
    });
    const shows = () => site.room.screen.mode === 'content' && site.room.screen.meeting.id;
    await waitUntil('the second meeting', () => shows() === 'review', { timeoutMs: 5000 });
    expect(Date.now() - end).toBeGreaterThanOrEqual(0);
    expect(Date.now() - end).toBeLessThan(2000);
    expect(hidden()).toMatchObject([{ meeting: 'standup', reason: 'ended' }]);
  });

  it('knows a key in whatever form the roster and the scanner write it', async () => {
    await change((draft) => draft.people[0]?.keys.push('AA-BB-CC-00-00-01' as never));
    const tag = new Walker('aa:bb:cc:00:00:01');
    tag.go(site.entrance);
    await waitUntil('guided', () => site.corridor.lamps.length === 2);
    tag.go(null);
  });

  describe('that gives Bob a tag beside his phone', () => {
    let tag: Walker;
    beforeEach(async () => {
      tag = new Walker('tag-bob');
      await change((draft) => draft.people[0]?.keys.push('tag-bob' as never));
    });
    afterEach(() => tag.go(null));
    const ofBob = () =>
      site.closet.events.flatMap((event) =>
        event.type === 'journey.updated' && event.snapshot.person !== null ? [event.journey] : [],
      );

    it('leaves him one journey and one light', async () => {
      bob.go(site.entrance);
      tag.go(site.entrance);
      await waitUntil('guided', () => site.corridor.lamps.length === 2);
      bob.go(site.room);
      tag.go(site.room);
      await waitUntil('in the meeting', () => site.room.screen.mode === 'content');
      expect(new Set(ofBob()).size).toBe(1);
      const lamps = new Set(site.corridor.lights.map((state) => state.lamps.length));
      expect(lamps).toEqual(new Set([2, 0]));
    });

    it('has him leave with the tag, though the phone lies in the room', async () => {
      tag.go(site.room);
      await waitUntil('in the meeting', () => site.journey('tag-bob')?.state === 'in-meeting');
      bob.go(site.room);
      const phone = () =>
        site.room.events.some((event) => event.type === 'sighting' && event.key === 'key-bob');
      await waitUntil('the room hears the phone', phone);
      bob.sit();
      tag.go(null);
      await waitUntil('screen idle', () => site.room.screen.mode === 'idle', { timeoutMs: 5000 });
      await waitUntil('the reason is told', () => hidden().length === 1);
      expect(hidden()).toMatchObject([{ reason: 'everyone-left' }]);
      expect(new Set(ofBob()).size).toBe(1);
    });
  });

  it('that came while the controller was away is followed once it is back', async () => {
    await seatBob();
    await site.stopService('main-controller');
    await change((draft) => draft.meetings.splice(0));
    await site.startService('main-controller');
    await waitUntil('screen idle', () => site.room.screen.mode === 'idle', soon);
    await waitUntil('the reason is told', () => hidden().length === 1);
    expect(hidden()).toMatchObject([{ reason: 'cancelled' }]);
  });
});
