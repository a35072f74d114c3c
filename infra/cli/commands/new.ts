import { relative } from 'node:path';
import { nanoserviceWritten } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { writeNanoservice } from '../new/nanoservice.ts';

/** Makes the folder of a new nanoservice, its page, and says what to do next. */
export const newNanoservice = async (env: CliEnv, name: string): Promise<void> => {
  const written = await writeNanoservice(env.root, name);
  for (const file of written) process.stdout.write(`${relative(env.root, file)}\n`);
  process.stdout.write(nanoserviceWritten(name));
};
