import { eventWith } from '@nanoedge/protocol/testing';
import { describe, expect, it } from 'vitest';
import { journeyWith } from './test-journey.ts';
import {
  maxEndedJourneys,
  maxEvents,
  noData,
  seedJourneys,
  takeEvents,
  thingKey,
} from './reduce.ts';

const fresh = { pageAt: 50_000, fresh: true };
const updated = (id: number, changes: Record<string, unknown>) =>
  eventWith(id, { type: 'journey.updated', journey: 'j1', snapshot: journeyWith(changes) });

describe('taking events in', () => {
  it('keeps the newest first and remembers the highest id', () => {
    const data = takeEvents(
      noData,
      [
        eventWith(3, { type: 'presence.cleared', zone: 'entrance' }),
        eventWith(4, { type: 'presence.cleared', zone: 'entrance' }),
      ],
      fresh,
    );
    expect(data.events.map(({ event }) => event.id)).toEqual([4, 3]);
    expect(data.cursor).toBe(4);
  });

  it('drops what it has already, so that a resync doubles nothing', () => {
    const first = takeEvents(
      noData,
      [eventWith(5, { type: 'presence.cleared', zone: 'entrance' })],
      fresh,
    );
    expect(
      takeEvents(first, [eventWith(5, { type: 'presence.cleared', zone: 'entrance' })], fresh),
    ).toBe(first);
  });

  it('forgets the oldest beyond its limit', () => {
    const many = Array.from({ length: maxEvents + 5 }, (_, index) =>
      eventWith(index + 1, { type: 'presence.cleared', zone: 'entrance' }),
    );
    expect(takeEvents(noData, many, fresh).events).toHaveLength(maxEvents);
  });

  it('makes a mark pulse only for what was pushed', () => {
    const sighting = eventWith(1, {
      type: 'sighting',
      zone: 'entrance',
      key: 'k1',
      rssi: -50,
      journey: null,
    });
    expect(takeEvents(noData, [sighting], fresh).pulses.get(thingKey('entrance', 'ble'))).toBe(
      50_000,
    );
    expect(takeEvents(noData, [sighting], { ...fresh, fresh: false }).pulses.size).toBe(0);
  });
});

describe('journeys', () => {
  it('take the last of several updates in one message, whatever its order', () => {
    const data = takeEvents(
      noData,
      [updated(2, { state: 'arrived' }), updated(1, { state: 'guiding' })],
      fresh,
    );
    expect(data.journeys.get('j1')?.journey.state).toBe('arrived');
  });

  it('remember since when they are in their state, not since their last update', () => {
    const first = takeEvents(noData, [updated(1, { state: 'guiding' })], fresh);
    const second = takeEvents(first, [updated(2, { state: 'guiding', updatedAt: 2000 })], {
      pageAt: 60_000,
      fresh: true,
    });
    expect(second.journeys.get('j1')?.stateSince).toBe(50_000);
  });

  it('that were read never replace newer ones that were pushed', () => {
    const pushed = takeEvents(noData, [updated(1, { state: 'arrived', updatedAt: 3000 })], fresh);
    expect(
      seedJourneys(pushed, [journeyWith({ state: 'guiding', updatedAt: 2000 })]).journeys.get('j1')
        ?.journey.state,
    ).toBe('arrived');
  });

  it('of people who sit in a meeting outlast hundreds of arrivals that came and went', () => {
    const sitting = seedJourneys(noData, [journeyWith({ id: 'sits', state: 'in-meeting' })]);
    const others = Array.from({ length: maxEndedJourneys + 100 }, (_, index) =>
      journeyWith({ id: `went-${String(index)}`, state: 'left', updatedAt: 2000 + index }),
    );
    const { journeys } = seedJourneys(sitting, others);
    expect(journeys.has('sits')).toBe(true);
    expect(journeys.size).toBe(maxEndedJourneys + 1);
    expect(journeys.has('went-0')).toBe(false);
  });
});
