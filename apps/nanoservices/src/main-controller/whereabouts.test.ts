import { ManualClock } from '@nanoedge/base/testing';
import type { Sighting, ZoneId } from '@nanoedge/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { controllerConfig } from '../../test/support/configs.ts';
import { Whereabouts } from './whereabouts.ts';

const [entrance, corridor, aurora] = ['entrance', 'corridor', 'aurora'] as [ZoneId, ZoneId, ZoneId];

describe('what a report says of where somebody is', () => {
  let clock: ManualClock;
  let places: Whereabouts;
  const hear = (zone: ZoneId, rssi: number, key = 'bob'): string[] =>
    places
      .place(zone, [{ key, rssi, heardAt: clock.now() } as Sighting])
      .flatMap((placed) => placed.sightings.map((sighting) => `${sighting.key} ${placed.zone}`));
  beforeEach(() => {
    clock = new ManualClock();
    places = new Whereabouts(clock, controllerConfig);
  });

  it('is said at once for a clear first sighting at the entrance, whoever else listens', () => {
    places.listening(aurora);
    expect(hear(entrance, -60)).toEqual(['bob entrance']);
  });

  it('is nothing for a first packet at −89 dBm, and something once it is heard for a second', async () => {
    expect(hear(entrance, -89)).toEqual([]);
    await clock.advance(500);
    expect(hear(entrance, -89)).toEqual([]);
    await clock.advance(500);
    expect(hear(entrance, -89)).toEqual(['bob entrance']);
  });

  it('waits for the others where content would be shown, but not when nobody else listens', async () => {
    expect(hear(aurora, -60)).toEqual(['bob aurora']);
    places.listening(entrance);
    expect(hear(aurora, -60, 'carl')).toEqual([]);
    await clock.advance(700);
    expect(hear(aurora, -60, 'carl')).toEqual(['carl aurora']);
  });

  it('is the entrance for who is heard well there and faintly, or a moment sooner, in the room', () => {
    places.listening(entrance);
    expect(hear(aurora, -70)).toEqual([]);
    expect(hear(entrance, -55)).toEqual(['bob entrance']);
    expect(hear(aurora, -70)).toEqual([]);
  });

  it('is nothing new when a scanner hears who is in another zone', async () => {
    hear(entrance, -55);
    for (let second = 0; second < 20; second += 1) {
      await clock.advance(1000);
      expect(hear(aurora, -75)).toEqual([]);
      expect(hear(entrance, -58)).toEqual(['bob entrance']);
    }
  });

  it('is the room after three and a half seconds in which only the room hears', async () => {
    hear(entrance, -55);
    const said: string[][] = [];
    for (let second = 1; second <= 4; second += 1) {
      await clock.advance(1000);
      said.push(hear(aurora, -60));
    }
    expect(said).toEqual([[], [], [], ['bob aurora']]);
  });

  it('is the room sooner for who may have come just now, since somebody began to move there', async () => {
    hear(entrance, -55);
    await clock.advance(800);
    places.presence(aurora, true);
    await clock.advance(200);
    expect(hear(aurora, -60)).toEqual([]);
    await clock.advance(1000);
    expect(hear(aurora, -60)).toEqual(['bob aurora']);
  });

  it('takes no movement for new that goes on', async () => {
    places.presence(aurora, true);
    hear(entrance, -55);
    for (let beat = 0; beat < 2; beat += 1) {
      await clock.advance(1000);
      places.presence(aurora, true);
    }
    expect(hear(aurora, -60)).toEqual([]);
    places.presence(aurora, false);
    places.presence(aurora, true);
    await clock.advance(500);
    expect(hear(aurora, -60)).toEqual(['bob aurora']);
  });

  it('does not follow a faint key into a room where nobody began to move', async () => {
    hear(entrance, -55);
    for (let second = 0; second < 8; second += 1) {
      await clock.advance(1000);
      expect(hear(aurora, -85)).toEqual([]);
    }
    places.presence(aurora, true);
    await clock.advance(1000);
    expect(hear(aurora, -85)).toEqual(['bob aurora']);
  });

  it('changes at most once in ten seconds for a key that alternates between two rooms', async () => {
    let last: string | undefined;
    let changes = 0;
    for (let second = 0; second < 10; second += 1) {
      const [said] = hear(second % 2 === 0 ? entrance : aurora, -60);
      if (last !== undefined && said !== undefined && said !== last) changes += 1;
      last = said ?? last;
      await clock.advance(1000);
    }
    expect(changes).toBeLessThanOrEqual(1);
  });

  it('is said by all scanners for a zone without one, where the doors name it', async () => {
    places = new Whereabouts(clock, {
      ...controllerConfig,
      doors: [
        { from: entrance, to: corridor },
        { from: corridor, to: aurora },
      ],
    });
    const said = new Set<string>();
    for (let second = 0; second < 30; second += 1) {
      for (const one of [...hear(entrance, -76), ...hear(aurora, -76)]) said.add(one);
      await clock.advance(1000);
    }
    expect([...said]).toContain('bob corridor');
  });

  it('follows a lesson where there is one, against what the plan would say', async () => {
    const heard = (scanner: ZoneId, mean: number) => ({
      scanner,
      means: [mean],
      spread: 4,
      silence: 0.02,
    });
    places = new Whereabouts(clock, {
      ...controllerConfig,
      lesson: {
        taughtAt: clock.now(),
        zones: [
          { zone: entrance, scanners: [heard(entrance, -80), heard(aurora, -60)] },
          { zone: aurora, scanners: [heard(entrance, -50), heard(aurora, -90)] },
        ],
      },
    });
    const said = new Set<string>();
    for (let second = 0; second < 4; second += 1) {
      for (const one of [...hear(entrance, -50), ...hear(aurora, -90)]) said.add(one);
      await clock.advance(1000);
    }
    expect([...said]).toEqual(['bob aurora']);
  });
});
