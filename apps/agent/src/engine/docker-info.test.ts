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

  it('is read of a real 26.1 without root on Debian 13, which keeps no limit without cgroups', () => {
    const recorded = {
      Driver: 'overlay2',
      DriverStatus: [
        ['Backing Filesystem', 'extfs'],
        ['Supports d_type', 'true'],
        ['Using metacopy', 'false'],
        ['Native Overlay Diff', 'false'],
        ['userxattr', 'true'],
      ],
      MemoryLimit: false,
      SwapLimit: false,
      CpuCfsQuota: false,
      PidsLimit: false,
      CgroupDriver: 'none',
      CgroupVersion: '1',
      Architecture: 'x86_64',
      ServerVersion: '26.1.5+dfsg1',
      DockerRootDir: '/home/nano/.local/share/docker',
      SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless'],
    };
    expect(readTraits(recorded)).toEqual({
      traits: {
        store: 'overlay2',
        ignores: ['memory', 'swap', 'pids'],
        rootless: true,
        cgroups: '1',
      },
      machine: 'x86_64',
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
