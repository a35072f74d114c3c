import { expect, it } from 'vitest';
import { describeError } from './describe-error.ts';

it('says the message of an error, without its class', () => {
  expect(describeError(new RangeError('too far'))).toBe('too far');
});

it('says whatever else was thrown', () => {
  expect(describeError('nothing answered')).toBe('nothing answered');
  expect(describeError(undefined)).toBe('undefined');
  expect(describeError({ code: 'EPIPE' })).toBe('[object Object]');
});
