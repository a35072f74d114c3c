import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import pg from 'pg';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';
import { passwords } from './support/demo.ts';

const program = path.resolve(import.meta.dirname, '../../../../infra/cli/main.ts');

let dashboard: RunningDashboard;
let owner: pg.Client;
let home: string;
beforeAll(async () => {
  dashboard = await runDashboard();
  owner = new pg.Client({ connectionString: dashboard.ownerUrl });
  await owner.connect();
  home = await mkdtemp(path.join(tmpdir(), 'nanoedge-verify-'));
});
afterAll(async () => {
  await owner.end();
  await dashboard.stop();
  await rm(home, { recursive: true, force: true });
});

/** The command line, as somebody uses it who operates the dashboard from elsewhere. */
const verify = (...options: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const env = {
      ...process.env,
      NANOEDGE_HOME: home,
      NANOEDGE_URL: dashboard.url,
      NANOEDGE_EMAIL: 'admin@example.org',
      NANOEDGE_PASSWORD: passwords.admin,
    };
    const args = [program, 'audit', 'verify', ...options];
    const child = execFile(process.execPath, args, { env }, (_error, out, problem) =>
      resolve({ code: child.exitCode ?? -1, said: out + problem }),
    );
  });

it('walks the chain, names what is wrong with it, and knows again where it ended', async () => {
  const whole = await verify();
  expect(whole).toMatchObject({
    code: 0,
    said: expect.stringMatching(/is whole: \d+ rows from 1/),
  });
  const end = /(\d+):([\da-f]{64})/.exec(whole.said);
  const seen: unknown = JSON.parse(await readFile(path.join(home, 'audit-seen.json'), 'utf8'));
  expect(seen).toEqual({ [dashboard.url]: { seq: Number(end?.[1]), hash: end?.[2] } });

  await owner.query(`update audit set summary = 'Nothing' where seq = 2`);
  expect(await verify()).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^Row 2 \(id \d+, 20.*\) was changed.*: Nothing\n$/) as unknown,
  });
  const told: unknown = JSON.parse((await verify('--json')).said);
  expect(told).toMatchObject({ fault: { kind: 'changed', row: { seq: 2 } } });
});

it('takes a place that was noted elsewhere, and says how it is written', async () => {
  expect(await verify('--head', 'nonsense')).toMatchObject({
    code: 1,
    said: expect.stringContaining('“nonsense” is no place of the chain') as unknown,
  });
});

it('is nothing for who is no administrator', async () => {
  const headers = { cookie: await dashboard.signIn('alice') };
  expect((await fetch(`${dashboard.url}/api/audit/chain`, { headers })).status).toBe(403);
});
