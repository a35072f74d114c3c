import { minuteMs } from '@nanoedge/base';
import {
  Journey,
  type MeetingId,
  type OutboxEvent,
  OutboxEvent as OutboxEventSchema,
  parse,
  RoomId,
} from '@nanoedge/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingestEvents } from '../../src/server/services/ingest/events.ts';
import { listHere } from '../../src/server/services/journeys/here.ts';
import { meetingAttendance } from '../../src/server/services/meetings/attendance.ts';
import { createMeeting } from '../../src/server/services/meetings/create.ts';
import { device, minutes, noon, openWorld, person, site, type World } from './support/world.ts';

let world: World;
let seq: number;
beforeEach(async () => {
  world = await openWorld();
  seq = 0;
});
afterEach(() => world.close());

const gate = device('entrance');
const everybody = ['bob', 'carl', 'david'];

const book = async (from: number, to: number): Promise<MeetingId> => {
  const alice = await world.actor('alice');
  const made = await createMeeting(world.deps, alice, {
    site,
    title: `From ${String(from)}`,
    room: parse(RoomId, 'aurora', 'room'),
    startsAt: noon + minutes(from),
    endsAt: noon + minutes(to),
    participants: everybody.map(person),
    content: [],
  });
  return made.id;
};

interface Said {
  who?: string;
  meeting: { id: MeetingId; to: number };
  state: Journey['state'];
  at: number;
  arrival?: number;
}

const saying = (id: string, { who = 'bob', meeting, state, at, arrival }: Said): OutboxEvent => {
  seq += 1;
  const snapshot: unknown = {
    id,
    state,
    entered: 'entrance',
    zone: state === 'guiding' ? 'entrance' : 'aurora',
    key: `key-of-${who}`,
    person: { id: who, name: who, initials: 'X', colour: '#e69f00' },
    meeting: {
      id: meeting.id,
      title: 'Any',
      room: 'aurora',
      startsAt: noon,
      endsAt: noon + minutes(meeting.to),
      content: null,
    },
    refusal: null,
    hops: {
      presence: noon - 1000,
      ...(arrival === undefined ? {} : { arrival: noon + minutes(arrival) }),
    },
    heardAt: null,
    updatedAt: noon + minutes(at),
  };
  return parse(
    OutboxEventSchema,
    {
      seq,
      source: { deployment: null, nanoservice: null },
      body: { type: 'journey.updated', at: noon + minutes(at), journey: id, snapshot },
    },
    'event',
  );
};

const ingest = (...events: OutboxEvent[]) => ingestEvents(world.deps, gate, { events });
const attendance = async (id: MeetingId) => {
  const found = await meetingAttendance(world.deps, await world.actor('viewer'), { id });
  return found.map(({ person: who, cameAt, leftAt, here, stayedMs }) => ({
    who: who?.id ?? null,
    came: (cameAt - noon) / minuteMs,
    left: leftAt === null ? null : (leftAt - noon) / minuteMs,
    here,
    stayed: stayedMs / minuteMs,
  }));
};
const here = async (): Promise<string[]> =>
  (await listHere(world.deps, await world.actor('viewer'), { site })).map(({ id }) => String(id));
const clockAt = (minute: number) => {
  world.clock.now = noon + minutes(minute);
};

describe('attendance', () => {
  it('is the same after a hundred other arrivals, and the next day', async () => {
    const meeting = { id: await book(0, 60), to: 60 };
    const other = { id: await book(60, 120), to: 120 };
    await ingest(
      ...everybody.map((who, index) =>
        saying(`j-${who}`, { who, meeting, state: 'in-meeting', at: index + 1, arrival: index }),
      ),
    );
    clockAt(10);
    const sitting = [
      { who: 'bob', came: 0, left: null, here: true, stayed: 10 },
      { who: 'carl', came: 1, left: null, here: true, stayed: 9 },
      { who: 'david', came: 2, left: null, here: true, stayed: 8 },
    ];
    expect(await attendance(meeting.id)).toEqual(sitting);
    const others = Array.from({ length: 100 }, (_, index) =>
      saying(`k-${String(index)}`, {
        who: `visitor-${String(index)}`,
        meeting: other,
        state: 'guiding',
        at: 5,
      }),
    );
    await ingest(...others);
    expect(await attendance(meeting.id)).toEqual(sitting);
    await ingest(
      ...everybody.map((who) => saying(`j-${who}`, { who, meeting, state: 'left', at: 55 })),
    );
    clockAt(24 * 60);
    expect(await attendance(meeting.id)).toEqual([
      { who: 'bob', came: 0, left: 55, here: false, stayed: 55 },
      { who: 'carl', came: 1, left: 55, here: false, stayed: 54 },
      { who: 'david', came: 2, left: 55, here: false, stayed: 53 },
    ]);
  });

  it('sums what somebody stayed who went out and came back', async () => {
    const meeting = { id: await book(0, 60), to: 60 };
    await ingest(
      saying('j-1', { meeting, state: 'in-meeting', at: 2, arrival: 2 }),
      saying('j-1', { meeting, state: 'left', at: 20 }),
      saying('j-2', { meeting, state: 'arrived', at: 30, arrival: 30 }),
    );
    clockAt(40);
    expect(await attendance(meeting.id)).toEqual([
      { who: 'bob', came: 2, left: null, here: true, stayed: 28 },
    ]);
  });

  it('counts no minute twice of somebody of whom two journeys speak', async () => {
    const meeting = { id: await book(0, 60), to: 60 };
    await ingest(
      saying('j-1', { meeting, state: 'in-meeting', at: 0, arrival: 0 }),
      saying('j-2', { meeting, state: 'in-meeting', at: 10, arrival: 10 }),
      saying('j-2', { meeting, state: 'left', at: 30 }),
      saying('j-1', { meeting, state: 'left', at: 40 }),
    );
    clockAt(50);
    expect(await attendance(meeting.id)).toMatchObject([{ stayed: 40, left: 40 }]);
  });

  it('ends in one meeting and begins in the next for who stays seated', async () => {
    const first = { id: await book(0, 60), to: 60 };
    const second = { id: await book(60, 120), to: 120 };
    await ingest(
      saying('j-1', { meeting: first, state: 'in-meeting', at: 1, arrival: 1 }),
      saying('j-1', { meeting: second, state: 'in-meeting', at: 60, arrival: 1 }),
      saying('j-1', { meeting: second, state: 'left', at: 100, arrival: 1 }),
    );
    clockAt(200);
    expect(await attendance(first.id)).toMatchObject([{ came: 1, left: 60, stayed: 59 }]);
    expect(await attendance(second.id)).toMatchObject([{ came: 60, left: 100, stayed: 40 }]);
  });

  it('does not change by news that is older than what is known', async () => {
    const meeting = { id: await book(0, 60), to: 60 };
    await ingest(saying('j-1', { meeting, state: 'in-meeting', at: 2, arrival: 2 }));
    await ingest(saying('j-1', { meeting, state: 'left', at: 30, arrival: 2 }));
    await ingest(saying('j-1', { meeting, state: 'arrived', at: 2, arrival: 2 }));
    clockAt(40);
    expect(await attendance(meeting.id)).toMatchObject([{ here: false, left: 30 }]);
  });

  it('says that nobody heard somebody leave, and counts to the end of the meeting', async () => {
    const meeting = { id: await book(0, 60), to: 60 };
    await ingest(saying('j-1', { meeting, state: 'in-meeting', at: 2, arrival: 2 }));
    clockAt(180);
    expect(await attendance(meeting.id)).toEqual([
      { who: 'bob', came: 2, left: null, here: false, stayed: 58 },
    ]);
  });

  it('neither loses an event nor stops at a meeting or a person that is not known', async () => {
    const gone = { id: await book(0, 60), to: 60 };
    const stranger = saying('j-9', {
      who: 'nobody-we-know',
      meeting: gone,
      state: 'in-meeting',
      at: 3,
      arrival: 3,
    });
    expect(await ingest(stranger)).toEqual({ ackedSeq: 1 });
    clockAt(4);
    expect(await attendance(gone.id)).toMatchObject([{ who: null, came: 3, here: true }]);
  });
});

describe('who is here', () => {
  it('is nobody an hour after a meeting whose end the edge never told', async () => {
    const meeting = { id: await book(0, 60), to: 60 };
    await ingest(
      ...everybody.map((who) =>
        saying(`j-${who}`, { who, meeting, state: 'in-meeting', at: 1, arrival: 1 }),
      ),
    );
    clockAt(30);
    expect(await here()).toHaveLength(3);
    clockAt(120);
    expect(await here()).toEqual([]);
  });

  it('is each person once, where their newest journey put them', async () => {
    const meeting = { id: await book(0, 60), to: 60 };
    await ingest(
      saying('j-1', { meeting, state: 'in-meeting', at: 1, arrival: 1 }),
      saying('j-2', { meeting, state: 'guiding', at: 20 }),
    );
    clockAt(21);
    expect(await here()).toEqual(['j-2']);
    await ingest(saying('j-2', { meeting, state: 'left', at: 22 }));
    clockAt(23);
    expect(await here()).toEqual([]);
  });
});
