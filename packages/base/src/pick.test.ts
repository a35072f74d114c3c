import { expect, it } from 'vitest';
import { pick } from './pick.ts';

it('takes the named fields and nothing else, and leaves what it took from', () => {
  const row = { id: 'a', name: 'A', secret: 'x' };
  expect(pick(row, ['name', 'id'])).toEqual({ id: 'a', name: 'A' });
  expect(row).toEqual({ id: 'a', name: 'A', secret: 'x' });
});
