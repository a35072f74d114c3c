import { expect, it } from 'vitest';
import { deploymentWord } from './services.ts';

it('what a device said before it went silent is told as past, and means nothing any more', () => {
  expect(deploymentWord({ kind: 'unknown', last: { state: 'answering' } })).toEqual({
    word: 'was answering',
    tone: 'unknown',
  });
  expect(deploymentWord({ kind: 'unknown', last: null }).word).toBe('unknown');
  expect(deploymentWord({ kind: 'silent' }).word).toBe('not reported yet');
  expect(deploymentWord({ kind: 'known', service: { state: 'answering' } })).toEqual({
    word: 'answering',
    tone: 'ok',
  });
});
