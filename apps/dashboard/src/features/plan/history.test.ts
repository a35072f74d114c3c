import { describe, expect, it } from 'vitest';
import { testPlan } from '@/plan/test-plan.ts';
import { addZone, moveTo, removeFrom, type Sketch } from './drawing.ts';
import { begun, stepped } from './history.ts';

const sketch: Sketch = { plan: testPlan(), rooms: [] };
const [drawn, zone] = addZone(sketch, { x: 0, y: 6, width: 2, height: 2 });

describe('drawing', () => {
  it('is undone and done again step by step, and a new step forgets what was undone', () => {
    const one = stepped(begun(sketch), { do: 'change', to: drawn, select: zone });
    const two = stepped(one, { do: 'change', to: removeFrom(drawn, zone), select: null });
    const back = stepped(two, { do: 'undo' });
    expect(back.now).toEqual(drawn);
    expect(stepped(back, { do: 'undo' }).now).toEqual(sketch);
    expect(stepped(back, { do: 'redo' }).now).toEqual(two.now);
    const other = stepped(back, { do: 'change', to: moveTo(drawn, zone, [1, 6]) });
    expect(stepped(other, { do: 'redo' })).toEqual(other);
  });

  it('that goes on while something is dragged is one step', () => {
    const one = stepped(begun(drawn), { do: 'change', to: moveTo(drawn, zone, [1, 6]) });
    const to = moveTo(drawn, zone, [2, 6]);
    const two = stepped(one, { do: 'change', to, joins: true });
    expect(stepped(two, { do: 'undo' }).now).toEqual(drawn);
  });

  it('that changes nothing is no step', () => {
    const same = stepped(begun(sketch), { do: 'change', to: { ...sketch } });
    expect(stepped(same, { do: 'undo' })).toEqual(same);
    expect(same.past).toEqual([]);
  });
});
