import { relative } from 'node:path';
import type { CliEnv } from '../env.ts';
import { writeNanoservice } from '../new/nanoservice.ts';

const next = (name: string): string => `
What it does is yours to change. Then:
  pnpm exec vitest run --project unit apps/nanoservices/src/${name}
  pnpm exec vitest run --project integration apps/nanoservices/test/conformance -t ${name}
  ./nanoedge up --detach            builds its image and makes the release known
  ./nanoedge deploy ${name} --device DEVICE
`;

/** Makes the folder of a new nanoservice, its page, and says what to do next. */
export const newNanoservice = async (env: CliEnv, name: string): Promise<void> => {
  const written = await writeNanoservice(env.root, name);
  for (const file of written) process.stdout.write(`${relative(env.root, file)}\n`);
  process.stdout.write(next(name));
};
