import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { isIP } from './net.ts';

const texts = [
  '127.0.0.1',
  '255.255.255.255',
  '256.1.1.1',
  '1.2.3',
  '1.2.3.4.',
  '01.2.3.4',
  '',
  'name',
  '1.2.3.4.5',
  '::',
  '::1',
  'fe80::1%eth0',
  '1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7',
  '1::2::3',
  '::ffff:10.0.0.1',
  '12345::',
  'a:b',
];

describe('isIP', () => {
  it.each(texts)('agrees with Node about "%s"', (text) => {
    expect(isIP(text)).toBe(net.isIP(text));
  });
});
