import type { EpochMs } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { presenceConfig } from '../../test/support/configs.ts';
import { decideMotion, nothingMoves, wakeAt } from './motion.ts';
import type { MotionInput } from './motion.ts';

const config = {
  ...presenceConfig('entrance'),
  debounceMs: 100,
  holdSeconds: 3,
  repeatSeconds: 2,
} as ReturnType<typeof presenceConfig>;
const at = (ms: number) => ms as EpochMs;
const high: MotionInput = { kind: 'sensor', active: true };
const low: MotionInput = { kind: 'sensor', active: false };
const tick: MotionInput = { kind: 'tick' };

/** Plays inputs at their times and gives what came of each. */
const play = (...inputs: [number, MotionInput][]) => {
  let state = nothingMoves;
  const outputs = inputs.map(([ms, input]) => {
    const decision = decideMotion(state, input, { config, now: at(ms) });
    state = decision.state;
    return decision.output;
  });
  return { outputs, wake: wakeAt(state, config), state };
};

describe('a motion sensor', () => {
  it('says nothing while nothing moves', () => {
    expect(play([0, low])).toMatchObject({ outputs: [null], wake: null });
  });

  it('that is high for less than the debounce time is noise', () => {
    expect(play([1000, high], [1050, low], [1100, tick]).outputs).toEqual([null, null, null]);
  });

  it('means presence after the debounce time, since it went high', () => {
    const { outputs, state } = play([1000, high], [1100, tick]);
    expect(outputs).toEqual([null, 'detected']);
    expect(state.presentSince).toBe(1000);
  });

  it('means presence until nothing moved for the hold time', () => {
    expect(
      play([0, high], [100, tick], [500, low], [2100, tick], [3499, tick], [3500, tick]),
    ).toMatchObject({
      outputs: [null, 'detected', null, 'repeated', null, 'cleared'],
      wake: null,
    });
  });

  it('that goes high again within the hold time continues the presence', () => {
    expect(play([0, high], [100, tick], [500, low], [1000, high], [3600, tick]).outputs).toEqual([
      null,
      'detected',
      null,
      null,
      'repeated',
    ]);
  });

  it('is looked at again exactly when something is due', () => {
    expect(play([0, high]).wake).toBe(100);
    expect(play([0, high], [100, tick]).wake).toBe(2100);
    expect(play([0, high], [100, tick], [500, low], [2100, tick]).wake).toBe(3500);
  });
});
