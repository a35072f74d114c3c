import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { CliEnv } from './env.ts';
import type { Home } from './home.ts';
import { fingerprint } from './system/fingerprint.ts';

/**
 * What is running: `code` changes when the programs or their first document do, so that `up` knows
 * what to restart.
 */
const RecordedSite = z.object({
  url: z.string(),
  displayUrl: z._default(z.string(), ''),
  dockerHost: z.string(),
  code: z.string(),
  lab: z._default(z.boolean(), false),
});
export type RecordedSite = z.infer<typeof RecordedSite>;

const sitePath = (home: Home): string => join(home.folder, 'site.json');

/** Remembers the running site, for the other commands and other shells. */
export const recordSite = (home: Home, site: RecordedSite): void =>
  writeFileSync(sitePath(home), JSON.stringify(site));

/** The site that was started last, null when there is none or when it was stopped. */
export const recordedSite = (home: Home): RecordedSite | null => {
  if (!existsSync(sitePath(home))) return null;
  return RecordedSite.parse(JSON.parse(readFileSync(sitePath(home), 'utf8')));
};

export const forgetSite = (home: Home): void => rmSync(sitePath(home), { force: true });

/** Changes with anything that a running dashboard or agent has loaded. */
export const codeOf = (env: CliEnv, bootstrap: string): string =>
  fingerprint(
    [
      'apps/agent/src',
      'apps/dashboard/src',
      ...['archive', 'base', 'coap', 'link', 'protocol', 'words'].map(
        (name) => `packages/${name}/src`,
      ),
    ].map((folder) => join(env.root, folder)),
    bootstrap.replace(/"joinKey": "[^"]*"/g, '"joinKey": null'),
  );
