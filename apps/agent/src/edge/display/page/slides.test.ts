import { describe, expect, it } from 'vitest';
import { dwellMs, firstPosition, follow, next, type Position, previous } from './slides.ts';

const counts = [1, 3, 1];
const walk = (
  start: Position,
  step: (at: Position, pages: readonly number[]) => Position,
): string[] => {
  const seen: string[] = [];
  for (let at = start, turn = 0; turn < 6; turn += 1, at = step(at, counts))
    seen.push(`${at.item}.${at.page}`);
  return seen;
};

describe('a show of several items', () => {
  it('goes through all pages of a PDF before the next item, and begins again', () => {
    expect(walk({ item: 0, page: 0 }, next)).toEqual(['0.0', '1.0', '1.1', '1.2', '2.0', '0.0']);
  });

  it('goes the same way back', () => {
    expect(walk({ item: 0, page: 0 }, previous)).toEqual([
      '0.0',
      '2.0',
      '1.2',
      '1.1',
      '1.0',
      '0.0',
    ]);
  });

  it('stays 20 s on a page, 30 s on an item, and for ever when there is only one thing', () => {
    expect(dwellMs({ item: 1, page: 0 }, counts)).toBe(20_000);
    expect(dwellMs({ item: 0, page: 0 }, counts)).toBe(30_000);
    expect(dwellMs({ item: 0, page: 0 }, [1])).toBeNull();
    expect(dwellMs({ item: 0, page: 0 }, [4])).toBe(20_000);
  });
});

it('a show stays with its item and page when the list changes', () => {
  const at = { item: 1, page: 4 };
  expect(follow(at, ['a', 'b', 'c'], ['b', 'c', 'a'])).toEqual({ item: 0, page: 4 });
  expect(follow(at, ['a', 'b'], ['new', 'a', 'b'])).toEqual({ item: 2, page: 4 });
});

it('what replaced the item is shown where that stood, at the same page', () => {
  expect(follow({ item: 1, page: 4 }, ['a', 'b', 'c'], ['a', 'b2', 'c'])).toEqual({
    item: 1,
    page: 4,
  });
});

it('a show begins anew when its item is gone from the end', () => {
  expect(follow({ item: 2, page: 1 }, ['a', 'b', 'c'], ['a', 'b'])).toEqual(firstPosition);
});
