import { commandSteps, formatBytes, imageLines } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { openHome } from '../home.ts';
import { requireEngine } from '../system/docker.ts';
import { buildReleases, parseArchitectures } from '../system/releases.ts';
import type { Progress } from '../ui/progress.ts';

/** Builds the images of the given architectures and prints one line for each. */
export const images = async (
  env: CliEnv,
  progress: Progress,
  options: { arch: string[] },
): Promise<void> => {
  const arch = parseArchitectures(options.arch);
  const home = openHome(env.home);
  await progress.step(commandSteps.engine, (note) => requireEngine(home, env.dockerHost, note));
  const built = await progress.step(commandSteps.images, (note) => buildReleases(env, note, arch));
  for (const image of built) {
    const layers = imageLines.layers(image.sharedSize, image.layerSize);
    process.stdout.write(
      `${image.tag.padEnd(48)} ${formatBytes(image.size).padStart(9)}  ${layers}\n`,
    );
  }
};
