import { describe, expect, it } from 'vitest';
import { readTraits, spokenApi } from './docker-info.ts';

const old = {
  Architecture: 'x86_64',
  Driver: 'overlay2',
  DriverStatus: [['Backing Filesystem', 'extfs']],
  MemoryLimit: true,
  SwapLimit: true,
  PidsLimit: true,
  SecurityOptions: ['name=seccomp,profile=default'],
  CgroupVersion: '1',
};

describe('what an engine is like', () => {
  it('is read of one with a graph driver', () => {
    expect(readTraits(old)).toEqual({
      traits: { store: 'overlay2', ignores: [], rootless: false, cgroups: '1' },
      machine: 'x86_64',
    });
  });

  it('is read of one with the containerd store, without root, whose kernel keeps no limit', () => {
    const fresh = {
      ...old,
      Driver: 'overlayfs',
      DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
      MemoryLimit: false,
      SwapLimit: false,
      PidsLimit: false,
      SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless', 'name=cgroupns'],
      CgroupVersion: '2',
    };
    expect(readTraits(fresh)?.traits).toEqual({
      store: 'containerd',
      ignores: ['memory', 'swap', 'pids'],
      rootless: true,
      cgroups: '2',
    });
  });

  it('is not made up where the engine says nothing', () => {
    expect(readTraits({})?.traits).toEqual({
      store: '?',
      ignores: [],
      rootless: false,
      cgroups: null,
    });
    expect(readTraits('busy')).toBeNull();
  });
});

describe('the API that is spoken', () => {
  it.each([
    ['1.41', '1.12', '1.41'],
    ['1.41', null, '1.41'],
    ['1.45', '1.24', '1.45'],
    ['1.51', '1.24', '1.45'],
    ['1.52', '1.44', '1.45'],
    ['1.60', '1.50', '1.50'],
    ['1.100', '1.44', '1.45'],
    ['2.0', '2.0', '2.0'],
  ])('with an engine of up to %s from %s is %s', (most, least, spoken) => {
    expect(spokenApi(most, least)).toBe(spoken);
  });
});
