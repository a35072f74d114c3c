import { afterEach, beforeEach } from 'vitest';
import { Bench, type EngineUnderTest } from './bench.ts';
import { containerContract } from './containers.ts';
import { deviceContract } from './device.ts';
import { imageContract } from './images.ts';
import { secretContract } from './secret.ts';
import { volumeContract } from './volumes.ts';

/**
 * What every implementation of the Engine port promises; runs on the real engine and on the fake.
 */
export const engineContract = (open: () => Promise<EngineUnderTest>): void => {
  const bench = new Bench();
  beforeEach(async () => bench.use(await open()));
  afterEach(async () => bench.under.cleanUp());
  containerContract(bench);
  volumeContract(bench);
  secretContract(bench);
  imageContract(bench);
  deviceContract(bench);
};
