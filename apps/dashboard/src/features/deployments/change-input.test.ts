import { expect, it } from 'vitest';
import { changeInput } from './change-input.ts';
import { testDeployment } from './test-deployment.ts';

const now = testDeployment({ config: { zone: 'entrance' }, peers: ['light', 'screen'] });
const stay = { release: now.release.id, config: { zone: 'entrance' }, peers: ['light', 'screen'] };
const base = { version: 1, ...stay };

it('nothing is asked for while everything is as it was, whatever the order of the peers', () => {
  expect(changeInput(now, stay)).toBeNull();
  expect(changeInput(now, { ...stay, peers: ['screen', 'light'] })).toBeNull();
});

it('settings that come in another order are the same settings', () => {
  const stored = testDeployment({ config: { zone: 'entrance', light: { on: true, level: 3 } } });
  const shown = { light: { level: 3, on: true }, zone: 'entrance' };
  const next = { release: stored.release.id, config: shown, peers: stored.peers };
  expect(changeInput(stored, next)).toBeNull();
});

it.each([
  { release: '3f0a3b9e-0000-4000-8000-000000000002' },
  { config: { zone: 'aurora' } },
  { config: {} },
  { peers: ['screen'] },
  { peers: [] },
])('%j is asked for alone when it alone was changed', (change) => {
  expect(changeInput(now, { ...stay, ...change })).toEqual({ deployment: now.id, ...change, base });
});

it('what was changed together is asked for together', () => {
  const change = { config: { zone: 'aurora' }, peers: ['door'] };
  expect(changeInput(now, { ...stay, ...change })).toEqual({ deployment: now.id, ...change, base });
});
