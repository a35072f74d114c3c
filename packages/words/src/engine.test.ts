import { expect, it } from 'vitest';
import { engineWords, imagesText } from './engine.ts';

it('says which size is meant', () => {
  const none = { unpacked: 0, shared: 0, packed: 0 };
  expect(imagesText(none)).toBe('0 B unpacked');
  expect(imagesText({ unpacked: 4_100_000, shared: 2_110_000, packed: 0 })).toBe(
    '4.10 MB unpacked, 2.11 MB of it shared',
  );
  expect(imagesText({ ...none, packed: 1_200_000 })).toBe('1.20 MB packed');
});

it('says what an engine is, and what its kernel does not keep', () => {
  const traits = { store: 'containerd', ignores: [], rootless: true, cgroups: '2' };
  expect(engineWords.apiIs('1.45', traits)).toBe('1.45 · cgroups 2 · without root');
  expect(engineWords.apiIs('1.41', null)).toBe('1.41');
  expect(engineWords.storeIs('containerd')).toBe('containerd');
  expect(engineWords.storeIs('overlay2')).toBe('graph driver overlay2');
  expect(engineWords.ignores(['memory', 'pids'])).toBe('not kept: memory, processes');
});
