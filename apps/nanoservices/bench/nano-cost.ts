import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildImages } from '@nanoedge/nanoruntime';

/** Milliseconds for each second and key, by mode. */
export interface PlaceCost {
  calibrated: number;
  uncalibrated: number;
}

const program = join(import.meta.dirname, 'nano/place-cost.ts');
const tagPrefix = 'nanoedge-bench';
const run = promisify(execFile);

const costIn = (printed: string): PlaceCost => {
  const { calibrated, uncalibrated } = JSON.parse(printed) as Partial<PlaceCost>;
  if (typeof calibrated !== 'number' || typeof uncalibrated !== 'number')
    throw new RangeError(`${program} printed ${printed}`);
  return { calibrated, uncalibrated };
};

export const costOnNode = async (): Promise<PlaceCost> =>
  costIn((await run(process.execPath, [program])).stdout);

/** In the container and with the limits that main-controller has; needs a Docker Engine. */
export const costOnNanoRuntime = async (): Promise<PlaceCost> => {
  await buildImages({
    services: [{ name: 'place-cost', entry: program }],
    tagPrefix,
    version: 'bench',
  });
  const image = `${tagPrefix}/place-cost:bench`;
  const limits = ['--memory', '16m', '--pids-limit', '16', '--read-only'];
  try {
    return costIn((await run('docker', ['run', '--rm', ...limits, image])).stdout);
  } finally {
    await run('docker', ['image', 'rm', image, `${tagPrefix}/base:bench-amd64`]);
  }
};
