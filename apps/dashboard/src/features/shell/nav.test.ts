import { expect, it } from 'vitest';
import { mayLookAt } from './nav.ts';

it.each(['viewer', 'organiser', 'admin'] as const)(
  '%s looks at Live and at their own account',
  (role) => {
    for (const path of ['/live', '/arrivals/j1', '/meetings/m1', '/account'])
      expect(mayLookAt(path, role)).toBe(true);
  },
);

it.each(['/settings', '/devices/room', '/deployments/d1'])(
  '%s is for administrators only',
  (path) => {
    expect(
      (['viewer', 'organiser', 'admin'] as const).map((role) => mayLookAt(path, role)),
    ).toEqual([false, false, true]);
  },
);
