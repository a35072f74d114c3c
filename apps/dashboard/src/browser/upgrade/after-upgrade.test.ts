import { expect, it } from 'vitest';
import { afterUpgrade } from './after-upgrade.ts';

it.each([
  [{ own: null, now: null, busy: false }, 'stay'],
  [{ own: 'a', now: null, busy: false }, 'stay'],
  [{ own: null, now: 'a', busy: false }, 'stay'],
  [{ own: 'a', now: 'a', busy: false }, 'stay'],
  [{ own: 'a', now: 'a', busy: true }, 'stay'],
  [{ own: 'a', now: 'b', busy: false }, 'reload'],
  [{ own: 'a', now: 'b', busy: true }, 'say'],
] as const)('of %j a page makes: %s', (seen, step) => {
  expect(afterUpgrade(seen)).toBe(step);
});
