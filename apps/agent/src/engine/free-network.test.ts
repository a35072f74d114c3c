import { describe, expect, it } from 'vitest';
import { freeNetworks, isInPools, usersOf } from './free-network.ts';

const used = [
  { subnet: '10.77.0.0/24', by: 'eth0' },
  { subnet: '10.77.2.128/25', by: 'other' },
  { subnet: '172.17.0.0/16', by: 'bridge' },
];

describe('a network for a device', () => {
  it('is the first of the pools that overlaps with nothing', () => {
    expect(freeNetworks(['10.77.0.0/16'], used, 2)).toEqual(['10.77.1.0/24', '10.77.3.0/24']);
    expect(freeNetworks(['10.77.0.0/24', '10.78.0.64/26'], used, 9)).toEqual(['10.78.0.64/26']);
  });

  it('is not to be had where something covers the pools, which is named', () => {
    const all = [...used, { subnet: '10.0.0.0/8', by: 'vpn0' }];
    expect(freeNetworks(['10.77.0.0/16'], all, 1)).toEqual([]);
    expect(usersOf(['10.77.0.0/16'], all).map(({ by }) => by)).toEqual(['eth0', 'other', 'vpn0']);
    expect(usersOf(['192.168.0.0/16'], all)).toEqual([]);
  });

  it('stays where it is in a pool, and where there is none', () => {
    expect(isInPools('10.77.5.0/24', ['10.77.0.0/16'])).toBe(true);
    expect(isInPools('10.0.0.0/8', ['10.77.0.0/16'])).toBe(false);
    expect(isInPools('172.18.0.0/16', ['10.77.0.0/16', '172.18.0.0/16'])).toBe(true);
    expect(isInPools('172.18.0.0/16', [])).toBe(true);
  });
});
