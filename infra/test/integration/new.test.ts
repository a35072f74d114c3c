import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { manifestLabel, NanoserviceManifest, parseJson } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, copyCheckout } from '../support/checkout.ts';

const run = promisify(execFile);
const prefix = 'nanoedge-new';

let checkout: Checkout;
beforeAll(() => {
  checkout = copyCheckout();
});
afterAll(async () => {
  checkout.remove();
  const { stdout } = await run('docker', ['images', '--quiet', `${prefix}/*`]);
  const ids = stdout.split('\n').filter(Boolean);
  if (ids.length > 0) await run('docker', ['rmi', '--force', ...new Set(ids)]);
});

const inCheckout = (program: string, ...args: string[]) =>
  run(program, args, {
    cwd: checkout.folder,
    env: { ...process.env, NANOEDGE_CONFORMANCE_PREFIX: prefix },
  });
// Not through the launcher, which would install what is there already.
const nanoedge = (...args: string[]) => inCheckout(process.execPath, 'infra/cli/main.ts', ...args);
const make = (name: string) => nanoedge('new', 'nanoservice', name);
const refusal = async (name: string): Promise<string> =>
  make(name).then(
    ({ stdout }) => stdout,
    (error: { stderr: string }) => error.stderr,
  );

/** As somebody would add a resource of their own. */
const addResource = (): void => {
  const file = join(checkout.folder, 'apps/nanoservices/src/door-bell/service.ts');
  const text = readFileSync(file, 'utf8');
  const own = `{ path: '/button', type: 'nanoedge.button', handlers: { GET: () => ({ code: '2.05', body: { pressed: calls.times > 0 } }) } },`;
  writeFileSync(file, text.replace('resources: [', `resources: [\n      ${own}\n      `));
};

describe('./nanoedge new nanoservice', () => {
  it('says what it is for', async () => {
    const { stdout } = await nanoedge('new', 'nanoservice', '--help');
    expect(stdout).toContain('write the folder of a new nanoservice');
  });

  it.each([
    ['Door Bell', /cannot be its name/],
    ['9lives', /cannot be its name/],
    ['../evil', /cannot be its name/],
    ['kit', /is there already/],
    ['meeting-room', /is there already/],
  ])('refuses “%s” in one line and writes nothing', async (name, why) => {
    expect(await refusal(name)).toMatch(why);
    expect(existsSync(join(checkout.folder, 'docs/nanoservices', `${name}.md`))).toBe(
      name === 'meeting-room',
    );
  });

  it('writes a nanoservice that passes its types, its tests and the conformance suite, with a resource more', async () => {
    expect((await make('door-bell')).stdout).toContain(
      'apps/nanoservices/src/door-bell/manifest.ts',
    );
    expect(await refusal('door-bell')).toMatch(/is there already/);
    addResource();
    await inCheckout('node_modules/.bin/tsc', '-p', 'apps/nanoservices', '--noEmit');
    const vitest = (project: string, ...args: string[]) =>
      inCheckout('node_modules/.bin/vitest', 'run', '--project', project, ...args);
    const unit = await vitest(
      'unit',
      'apps/nanoservices/src/door-bell',
      'apps/nanoservices/test',
      'infra/cli/new',
    );
    expect(unit.stdout).toMatch(/Tests .*passed/);
    const suite = await vitest(
      'integration',
      'apps/nanoservices/test/conformance',
      '-t',
      'door-bell',
    );
    expect(suite.stdout).toMatch(/Test Files .*2 passed/);
  }, 300_000);

  it('whose image says what it is', async () => {
    const { stdout } = await run('docker', [
      'image',
      'inspect',
      '--format',
      `{{index .Config.Labels "${manifestLabel}"}}`,
      `${prefix}/door-bell:test`,
    ]);
    expect(parseJson(NanoserviceManifest, stdout, 'label')).toMatchObject({
      name: 'door-bell',
      title: 'Door bell',
      published: true,
    });
  });

  it('fails the conformance suite when its case is taken away', async () => {
    writeFileSync(
      join(checkout.folder, 'apps/nanoservices/src/door-bell/test/conformance.ts'),
      'export {};\n',
    );
    const suite = inCheckout(
      'node_modules/.bin/vitest',
      'run',
      '--project',
      'integration',
      'apps/nanoservices/test/conformance/node.test.ts',
      '-t',
      'door-bell',
    );
    await expect(suite).rejects.toMatchObject({
      stdout: expect.stringContaining('door-bell has a case in its folder'),
    });
  }, 60_000);
});
