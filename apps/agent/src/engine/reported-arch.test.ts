import { expect, it } from 'vitest';
import { reportedArch } from './reported-arch.ts';

it.each([
  ['amd64', 'x86_64', 'amd64'],
  ['arm64', 'aarch64', 'arm64'],
  ['arm', 'armv6l', 'armv6l'],
  ['arm', 'armv7l', 'armv7l'],
  ['arm', 'aarch64', 'armv7l'],
  ['arm', '', 'arm'],
  ['arm', undefined, 'arm'],
])('an engine for %s on %s is said to be %s', (arch, machine, said) => {
  expect(reportedArch(arch, machine)).toBe(said);
});
