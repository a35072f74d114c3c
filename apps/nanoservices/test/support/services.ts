import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findServices } from '@nanoedge/nanoruntime';
import type { ConformanceCase } from '../conformance/case.ts';

/** The folder with a folder for each nanoservice. */
export const sources = resolve(import.meta.dirname, '../../src');

/** Every nanoservice that has a manifest, with what its image says of it. */
export const services = await findServices(sources);

/** Each service's conformance case; null where its folder has none. */
export const conformanceCases: readonly { service: string; found: ConformanceCase | null }[] =
  await Promise.all(
    services.map(async ({ name, manifest }) => {
      const file = join(sources, name, 'test/conformance.ts');
      if (!existsSync(file)) return { service: name, found: null };
      const { conformanceCase } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
        conformanceCase?: ConformanceCase;
      };
      if (conformanceCase === undefined) return { service: name, found: null };
      const peers = [...manifest.peers, ...conformanceCase.peers];
      return { service: name, found: { ...conformanceCase, peers } };
    }),
  );
