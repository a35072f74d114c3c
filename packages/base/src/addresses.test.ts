import { describe, expect, it } from 'vitest';
import { firstAddress, networksIn, networksOverlap, networkText } from './addresses.ts';

describe('an IPv4 network', () => {
  it.each([
    ['10.77.0.0/16', '10.77.0.0/16'],
    ['10.77.3.9/16', '10.77.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.77.0.0', null],
    ['10.77.0.0/33', null],
    ['fd00::/8', null],
    ['x/8', null],
  ])('%s is written %s', (text, written) => {
    expect(networkText(text)).toBe(written);
  });

  it.each([
    ['10.77.0.0/16', '10.77.200.0/24', true],
    ['10.77.0.0/24', '10.77.1.0/24', false],
    ['10.77.0.0/24', '10.77.0.128/25', true],
    ['10.77.0.0/24', '0.0.0.0/0', true],
    ['10.77.0.0/24', 'fd00::/8', false],
  ])('%s and %s overlap: %s', (...[one, other, overlap]) => {
    expect(networksOverlap(one, other)).toBe(overlap);
    expect(networksOverlap(other, one)).toBe(overlap);
  });

  it('begins with the address of its gateway', () => {
    expect(firstAddress('10.77.3.64/26')).toBe('10.77.3.65');
    expect(firstAddress('x/8')).toBeNull();
  });

  it('has smaller ones, or is one itself', () => {
    expect([...networksIn('10.77.254.0/23', 24)]).toEqual(['10.77.254.0/24', '10.77.255.0/24']);
    expect([...networksIn('10.77.0.16/28', 24)]).toEqual(['10.77.0.16/28']);
    expect([...networksIn('255.255.255.0/24', 24)]).toEqual(['255.255.255.0/24']);
    expect([...networksIn('10.0.0.0/8', 24)]).toHaveLength(65_536);
  });
});
