import { expect, it } from 'vitest';
import { snapshotDialogWords } from './snapshots.ts';

it('before a snapshot is deleted, what goes with it is said in one text around the moment', () => {
  const told = (inUse: boolean): string => {
    const { before, after } = snapshotDialogWords.deleteWhat({
      device: 'Server closet',
      files: 3,
      size: '20 kB',
      inUse,
    });
    return `${before}2 h ago${after}`;
  };
  const sure =
    'It was taken on Server closet 2 h ago and has 3 files, 20 kB. Nothing can bring it back.';
  expect(told(true)).toBe(sure);
  expect(told(false)).toBe(`${sure} The deployment does not run now, so Undo is gone with it.`);
});
