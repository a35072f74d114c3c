import { describe, expect, it } from 'vitest';
import { pickPlatform, platformName, runsOn } from './platform.ts';

const pick = (wanted: readonly string[], offered: readonly string[]): string | undefined =>
  pickPlatform(wanted, offered, (name) => name);

describe('a platform', () => {
  it.each([
    ['x86_64', null, 'amd64'],
    ['amd64', 'v1', 'amd64'],
    ['amd64', 'v3', 'amd64/v3'],
    ['aarch64', null, 'arm64'],
    ['arm64', 'v8', 'arm64'],
    ['arm64', 'v8.2', 'arm64/v8.2'],
    ['arm', 'v7', 'arm/v7'],
    ['arm', '6', 'arm/v6'],
    ['arm', null, 'arm'],
    ['armv6l', null, 'arm/v6'],
    ['armv7l', '', 'arm/v7'],
    ['ARMHF', null, 'arm/v7'],
    ['riscv64', null, 'riscv64'],
    ['ppc64le', 'power9', 'ppc64le'],
  ])('of %s with variant %s is called %s', (...[architecture, variant, name]) => {
    expect(platformName({ architecture, variant })).toBe(name);
  });

  it.each([
    ['arm/v7', 'arm/v6', true],
    ['arm/v6', 'arm/v7', false],
    ['arm/v6', 'arm', true],
    ['arm', 'arm/v7', true],
    ['arm64', 'arm/v7', false],
    ['amd64', 'amd64', true],
    ['amd64/v2', 'amd64/v3', false],
  ])('%s runs what is built for %s: %s', (...[device, image, runs]) => {
    expect(runsOn(device, image)).toBe(runs);
  });
});

describe('of several platforms', () => {
  const many = ['amd64', 'arm/v5', 'arm/v6', 'arm/v7', 'arm64', 's390x'];

  it.each([
    [['arm/v6'], 'arm/v6'],
    [['arm/v7'], 'arm/v7'],
    [['arm'], 'arm/v7'],
    [['arm64'], 'arm64'],
    [['riscv64', 'amd64'], 'amd64'],
    [['riscv64'], undefined],
  ])('%s takes %s', (wanted, taken) => {
    expect(pick(wanted, many)).toBe(taken);
  });

  it('none is taken that is built for more than the processor has', () => {
    expect(pick(['arm/v6'], ['arm', 'arm/v7'])).toBeUndefined();
    expect(pick(['amd64'], ['amd64/v3'])).toBeUndefined();
    expect(pick(['amd64'], ['amd64/v3', 'amd64'])).toBe('amd64');
    expect(pick(['arm/v7'], ['arm/v5', 'arm/v6'])).toBe('arm/v6');
  });
});
