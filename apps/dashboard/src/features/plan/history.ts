import { isSameValue } from '@nanoedge/base';
import type { Selected, Sketch } from './drawing.ts';

const longest = 200;

/** A sketch with what it was before, newest last, and what was undone, next first. */
export interface SketchHistory {
  past: readonly Sketch[];
  now: Sketch;
  future: readonly Sketch[];
  selected: Selected | null;
}

export type SketchStep =
  | { do: 'change'; to: Sketch; select?: Selected | null; joins?: boolean }
  | { do: 'select'; what: Selected | null }
  | { do: 'undo' }
  | { do: 'redo' }
  | { do: 'load'; sketch: Sketch };

export const begun = (sketch: Sketch): SketchHistory => ({
  past: [],
  now: sketch,
  future: [],
  selected: null,
});

/**
 * One step of drawing. A change with `joins` goes on with the one before, as while something is
 * dragged, and is undone with it.
 */
export const stepped = (state: SketchHistory, step: SketchStep): SketchHistory => {
  const { past, now, future, selected } = state;
  switch (step.do) {
    case 'change': {
      const select = step.select === undefined ? selected : step.select;
      if (isSameValue(step.to, now)) return { ...state, selected: select };
      const before = step.joins === true ? past : [...past, now].slice(-longest);
      return { past: before, now: step.to, future: [], selected: select };
    }
    case 'select':
      return { ...state, selected: step.what };
    case 'undo': {
      const last = past.at(-1);
      if (last === undefined) return state;
      return { past: past.slice(0, -1), now: last, future: [now, ...future], selected: null };
    }
    case 'redo': {
      const [next, ...rest] = future;
      if (next === undefined) return state;
      return { past: [...past, now], now: next, future: rest, selected: null };
    }
    case 'load':
      return begun(step.sketch);
  }
};
