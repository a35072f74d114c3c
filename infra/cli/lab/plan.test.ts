import { describe, expect, it } from 'vitest';
import { labDeviceNames, labOctets, mostDevices, planLab } from './plan.ts';

const lab = (suffix: string, octet = 210) =>
  planLab({
    suffix,
    home: '/state',
    octet,
    names: labDeviceNames(mostDevices),
    newer: ['room'],
    suite: 'trixie',
  });

describe('the plan of a lab', () => {
  it('names its devices after the demo site, then by number', () => {
    expect(labDeviceNames(5)).toEqual(['entrance', 'corridor', 'room', 'closet', 'device-5']);
  });

  it('gives the newer engine to those it was asked for', () => {
    const newer = lab('a1b2c3').devices.filter(({ isNewer }) => isNewer);
    expect(newer.map(({ name }) => name)).toEqual(['room']);
  });

  it('gives each device names and addresses that no other device has', () => {
    const { devices } = lab('a1b2c3');
    for (const key of [
      'namespace',
      'link',
      'address',
      'dockerHost',
      'dataFolder',
      'bridgeAddress',
      'pool',
    ] as const)
      expect(new Set(devices.map((device) => device[key])).size, key).toBe(mostDevices);
  });

  it('keeps interface names within 15 characters', () => {
    const { bridge, devices } = lab('a1b2c3');
    for (const name of [bridge, ...devices.map(({ link }) => link)])
      expect(name.length, name).toBeLessThanOrEqual(15);
  });

  it('shares no name with the lab of another installation', () => {
    const names = (suffix: string) => {
      const { bridge, chain, runFolder, cgroup, devices } = lab(suffix);
      return [
        bridge,
        chain,
        runFolder,
        cgroup,
        ...devices.flatMap(({ namespace, link }) => [namespace, link]),
      ];
    };
    const other = new Set(names('d4e5f6'));
    expect(names('a1b2c3').filter((name) => other.has(name))).toEqual([]);
  });

  it('prefers the same subnet each time and knows others', () => {
    expect(labOctets('a1b2c3')).toEqual(labOctets('a1b2c3'));
    expect(new Set(labOctets('a1b2c3')).size).toBe(54);
    expect(Math.max(...labOctets('a1b2c3'))).toBeLessThan(254);
  });
});
