import { expect, it } from 'vitest';
import { shortId } from './ids.ts';

it('a digest is shortened without its algorithm', () => {
  expect(shortId(`sha256:${'ab'.repeat(32)}`)).toBe('abababababab');
});
