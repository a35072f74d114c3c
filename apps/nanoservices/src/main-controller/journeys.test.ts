import { describe, expect, it } from 'vitest';
import { aurora, Controller } from '../../test/support/hand-controller.ts';

const ids = (controller: Controller): string[] =>
  controller.states().map((line) => line.split(' ')[0] ?? '');

describe('the journeys that are shown', () => {
  it('are the newest first, sixteen at most', () => {
    const controller = new Controller();
    for (let n = 1; n <= 18; n += 1) controller.hear(`key-${n}`, aurora);
    expect(ids(controller)).toEqual(Array.from({ length: 16 }, (_, n) => `j-${18 - n}`));
  });

  it('are sixteen also where the newest goes on', () => {
    const controller = new Controller();
    for (let n = 1; n <= 16; n += 1) controller.hear(`key-${n}`, aurora);
    controller.at(1500).hear('key-17', aurora);
    expect(controller.states()).toHaveLength(16);
    expect(controller.states()[0]).toBe('j-17 identifying');
    expect(controller.states()[1]).toBe('j-16 unrecognised');
  });

  it('are those that go on, however old, and then the latest that ended', () => {
    const controller = new Controller().seatBob();
    for (let n = 2; n <= 18; n += 1) controller.at(1500).hear(`key-${n}`, aurora);
    controller.at(2400).hear('key-bob', aurora);
    controller.at(3000).tick();
    const shown = controller.states();
    expect(shown).toHaveLength(16);
    expect(shown[0]).toBe('j-18 unrecognised');
    expect(shown[14]).toBe('j-4 unrecognised');
    expect(shown[15]).toBe('j-1 in-meeting');
  });
});
