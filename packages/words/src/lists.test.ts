import { expect, it } from 'vitest';
import { inList, sideBySide } from './lists.ts';

it('several of a kind are parted by commas, facts of different kinds by dots', () => {
  expect(inList(['light', 'screen'])).toBe('light, screen');
  expect(sideBySide(['optional', 'at least 1'])).toBe('optional · at least 1');
  expect([inList(['light']), inList([]), sideBySide([])]).toEqual(['light', '', '']);
});
