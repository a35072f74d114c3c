import { ZoneId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { walk } from './belief.ts';
import { floorOf } from './floor.ts';
import { MotionMemory } from './motion-memory.ts';
import { motionSays, withoutGhosts } from './ways.ts';

const zones = ['hall', 'one', 'other'].map((id) => ZoneId.parse(id));
const [hall, one, other] = zones as [ZoneId, ZoneId, ZoneId];
/** Two rooms at a hall. */
const floor = floorOf({
  zones,
  neighbours: [
    [hall, one],
    [hall, other],
  ],
  scanners: zones.map((zone) => ({ id: zone, zone })),
});

describe('where somebody can have gone', () => {
  const ways = {
    doors: floor.doors,
    stand: 1,
    cameFrom: null,
    stirring: [1, 1, 1],
    elapsed: 1000,
    aroundCorners: 1.05,
  };

  it('is not a zone where nothing moves, whatever is heard', () => {
    const after = withoutGhosts([0.2, 0.7, 0.1], [0.8, 0.1, 0.1], { ...ways, stirring: [0, 1, 1] });
    expect(after[0]).toBeCloseTo(0.2 / 0.4);
    const moving = withoutGhosts([0.2, 0.7, 0.1], [0.8, 0.1, 0.1], ways);
    expect(moving[0]).toBeCloseTo(0.8);
  });

  it('is a zone without a door to theirs only slowly', () => {
    const after = withoutGhosts([0.1, 0.8, 0.1], [0.1, 0.1, 0.8], ways);
    expect(after[2]).toBeCloseTo((0.1 * 1.05) / (0.1 + 0.1 + 0.1 * 1.05));
  });

  it('is where they are said to be, or came from, though nothing moves there', () => {
    const still = { ...ways, stirring: [0, 0, 0] };
    expect(withoutGhosts([0.5, 0.5, 0], [0.1, 0.9, 0], still)[1]).toBeCloseTo(0.9);
    const back = { ...still, cameFrom: 0 };
    expect(withoutGhosts([0.5, 0.5, 0], [0.9, 0.1, 0], back)[0]).toBeCloseTo(0.9);
  });
});

describe('what time alone does', () => {
  it('lets nobody into a zone that rests, and more of them into one that has just begun to move', () => {
    const after = (stirring: number[]): readonly number[] =>
      walk([1, 0, 0], floor, { elapsed: 1000, stayMs: 20_000, astray: 0.001, stirring });
    expect(after([1, 0, 1])[1]).toBe(0);
    const [, usual = 0] = after([1, 1, 1]);
    const [, begun = 0] = after([1, 5, 1]);
    expect(begun).toBeGreaterThan(4 * usual);
    for (const stirring of [
      [1, 0, 1],
      [0, 0, 0],
      [1, 50, 50],
    ])
      expect(after(stirring).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1);
  });
});

describe('what motion sensors say', () => {
  it('is nothing before they said anything, then that it begins, goes on, and rests', () => {
    const motion = new MotionMemory(floor, { stayMs: 20_000 });
    expect(motion.stirring(0)).toBeNull();
    motion.hear(1000, hall, true);
    expect(motion.stirring(2000)).toEqual([5, 1, 1]);
    motion.hear(8000, hall, true);
    expect(motion.stirring(8000)).toEqual([1, 1, 1]);
    motion.hear(9000, hall, false);
    expect(motion.stirring(9000)).toEqual([0, 1, 1]);
  });

  it('is that a zone rests when its sensor falls silent', () => {
    const motion = new MotionMemory(floor, { stayMs: 20_000 });
    motion.hear(0, one, true);
    expect(motion.stirring(8001)).toEqual([1, 0, 1]);
    motion.hear(9000, ZoneId.parse('elsewhere'), true);
    expect(motion.stirring(9000)).toEqual([1, 0, 1]);
  });

  it('speaks for who just came, and against whoever stands still where nobody sits', () => {
    expect(motionSays(5, false)).toBeGreaterThan(0);
    expect(motionSays(1, false)).toBe(0);
    expect(motionSays(0, false)).toBeLessThan(motionSays(0, true));
  });
});
