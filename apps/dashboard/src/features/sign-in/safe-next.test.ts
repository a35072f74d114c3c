import { expect, it } from 'vitest';
import { safeNext } from './safe-next.ts';

it.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  null,
  '/sign-in?next=/sign-in',
])('%s leads to the live page', (next) => expect(safeNext(next)).toBe('/live'));
it('a page of this site is kept with its filters', () =>
  expect(safeNext('/activity?kind=content')).toBe('/activity?kind=content'));
