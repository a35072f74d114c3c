import { randomBytes } from 'node:crypto';
import { systemClock } from '@nanoedge/base';
import { afterEach, expect, it } from 'vitest';
import { DockerEngine } from '../../src/engine/docker.ts';
import { EngineRefused } from '../../src/errors.ts';
import { cleanDevice, docker } from '../support/responder.ts';

const socketPath = '/var/run/docker.sock';
const open = (device: string) => new DockerEngine({ socketPath }, device, systemClock);
const name = (): string => `test-${randomBytes(3).toString('hex')}`;
const [one, other] = [name(), name()];
const foreign = `foreign-${name()}`;
const pools = ['10.199.0.0/23'];

afterEach(async () => {
  for (const device of [one, other]) {
    await open(device).removeNetwork();
    cleanDevice(device);
  }
  docker('network', 'rm', foreign);
});

it('takes what is free in the pools, moves with them, and says what is in the way', async () => {
  docker('network', 'create', '--subnet', '10.199.0.0/25', foreign);
  const [mine, theirs] = [open(one), open(other)];
  const made = await mine.ensureNetwork(pools);
  expect(made).toMatchObject({ subnet: '10.199.1.0/24', gateway: '10.199.1.1' });
  expect(await mine.ensureNetwork(pools)).toEqual(made);
  expect(await mine.ensureNetwork()).toEqual(made);
  const refused = theirs.ensureNetwork(pools);
  await expect(refused).rejects.toThrow(EngineRefused);
  await expect(refused).rejects.toThrow(
    /no network is free in NANOEDGE_ADDRESS_POOLS \(10\.199\.0\.0\/23\): .*10\.199\.0\.0\/25/,
  );
  expect(await theirs.ensureNetwork(['10.199.0.128/26'])).toMatchObject({
    subnet: '10.199.0.128/26',
  });
  expect(await mine.ensureNetwork(['10.199.4.0/24'])).toMatchObject({ subnet: '10.199.4.0/24' });
});
