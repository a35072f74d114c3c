import { describe, expect, it } from 'vitest';
import { healthRequest, isHealthy } from './probe.ts';

const token = Buffer.from('01020304', 'hex');
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('a question for the health of a service', () => {
  it('is a confirmable GET of /health with four bytes of token', () => {
    expect(healthRequest(0xbeef, token)).toEqual(hex('44 01 beef 01020304 b6 6865616c7468'));
  });

  it.each([
    ['with the acknowledgement', '64 45 beef 01020304 ff 7b7d'],
    ['on its own', '44 45 0001 01020304 ff 7b7d'],
    ['without a body', '64 45 beef 01020304'],
  ])('is answered by a 2.05 with its token, %s', (_, datagram) => {
    expect(isHealthy(hex(datagram), token)).toBe(true);
  });

  it.each([
    ['an acknowledgement alone', '60 00 beef'],
    ['a reset', '70 00 beef'],
    ['another code', '64 84 beef 01020304'],
    ['the token of somebody else', '64 45 beef 01020305'],
    ['a shorter token', '63 45 beef 010203'],
    ['another version', '24 45 beef 01020304'],
    ['noise', 'ff'],
    ['nothing', ''],
  ])('is not answered by %s', (_, datagram) => {
    expect(isHealthy(hex(datagram), token)).toBe(false);
  });
});
