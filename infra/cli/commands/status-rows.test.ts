import { AgentStatus, parse } from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { expect, it } from 'vitest';
import { type AskedDevice, deviceLine, deviceRow, serviceLine } from './status-rows.ts';

const now = 1_800_000_040_000;
const [valid] = golden('AgentStatus').valid;

const asked = (changes: Record<string, unknown> = {}): AskedDevice => ({
  name: 'room',
  dockerHost: null,
  agent: 'lives',
  status: parse(AgentStatus, { ...Object(valid), ...changes }, 'status'),
});
const engine = { ...Object(valid).engine, reachable: false };
const linesOf = (device: AskedDevice): string[] => {
  const row = deviceRow(device);
  return [deviceLine(row, now), ...row.services.map((service) => serviceLine(service, now))];
};

it('says of services what their agent says while its engine answers', () => {
  const [device, service] = linesOf(asked());
  expect(device).toMatch(/connected$/);
  expect(service).toMatch(/door-bell +answering/);
});

it('calls nothing answering whose engine does not answer, and says how old it is', () => {
  const [device, service] = linesOf(asked({ engine }));
  expect(device).toMatch(/its engine does not answer \(it last did 40 s ago\)$/);
  expect(service).toMatch(/was answering 40 s ago/);
  expect(deviceRow(asked({ engine })).services).toMatchObject([
    { known: false, lastTrueAt: 1_800_000_000_000 },
  ]);
});

it('says that nobody knows when, of an engine that never answered this agent', () => {
  const [, service] = linesOf(asked({ engine, engineSeenAt: null }));
  expect(service).toMatch(/was answering at an unknown time/);
});

it('tells the reason below a service that fails', () => {
  const [failing] = Object(valid).services;
  const services = [{ ...failing, state: 'failed', detail: 'its port is held' }];
  expect(linesOf(asked({ services }))[1]).toMatch(/failing, tried slowly.*\n +its port is held$/);
});

it('expects a device that has never been here, and misses one that has', () => {
  expect(deviceRow({ ...asked(), agent: 'expected', status: null }).state).toBe('expected');
  expect(deviceRow({ ...asked(), agent: 'stopped', status: null }).state).toBe('stopped');
  expect(deviceRow({ ...asked(), status: null }).state).toBe('agent not answering');
});
