import { execFile } from 'node:child_process';
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcherFor, postgresAccount } from '../../src/server/db/embedded/account.ts';
import { postgresBinaries } from '../../src/server/db/embedded/binaries.ts';

const run = promisify(execFile);
const source = path.resolve(import.meta.dirname, '../../src/server/db/embedded/account.ts');

describe.skipIf(process.getuid?.() !== 0)('below a folder that only root may enter', () => {
  let closed: string;
  beforeAll(async () => {
    closed = await mkdtemp(path.join(tmpdir(), 'nanoedge-closed-'));
    await cp(path.dirname(postgresBinaries().root), path.join(closed, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
  });
  afterAll(() => rm(closed, { recursive: true, force: true }));

  it('PostgreSQL finds its programs and makes its data folder', async () => {
    const account = await postgresAccount();
    const data = path.join(closed, 'data');
    await mkdir(data);
    if (account.uid !== undefined) await chown(data, account.uid, account.gid);
    const bin = path.join(closed, 'native/bin');
    const launch = await launcherFor(account, [closed, bin]);
    const flags = [`--pgdata=${data}`, '--username=nobody', '--auth=trust', '--locale=C'];
    const initdb = launch(path.join(bin, 'initdb'), flags);
    const { stdout } = await run(initdb.file, initdb.args, initdb.options);
    expect(stdout).toContain('Success');
  });

  it('the refusal says which folder and what to do, where nothing lets it through', async () => {
    const refused = `
      const { launcherFor, postgresAccount } = await import(process.argv[1]);
      const launched = launcherFor(await postgresAccount(), [process.argv[2]]);
      await launched.catch(({ name, message }) => console.log(name + ': ' + message));`;
    const { stdout } = await run('setpriv', [
      '--bounding-set=-dac_read_search',
      process.execPath,
      '--input-type=module',
      '--eval',
      refused,
      source,
      path.join(closed, 'native/bin'),
    ]);
    expect(stdout).toBe(
      `StartupProblem: PostgreSQL runs as the account "postgres", which may not enter ${closed}; run "chmod o+x ${closed}", move this folder, or set DATABASE_URL.\n`,
    );
  });
});
