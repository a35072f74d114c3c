import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, Bytes } from '@nanoedge/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  registryAccount,
  startRegistry,
  type TestRegistry,
} from '../../../../infra/test/support/registry.ts';
import { openVault } from '../../src/server/storage/vault.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { addDeployment } from '../../src/server/services/deployments/add.ts';
import { Refusal } from '../../src/server/services/errors.ts';
import { createRelease } from '../../src/server/services/nanoservices/create.ts';
import { addRegistry } from '../../src/server/services/registries/add.ts';
import { listRegistries } from '../../src/server/services/registries/list.ts';
import { removeRegistry } from '../../src/server/services/registries/remove.ts';
import { replaceRegistry } from '../../src/server/services/registries/replace.ts';
import { tryRegistry } from '../../src/server/services/registries/try.ts';
import { device, noon, openWorld, site, type World } from './support/world.ts';

const source = 'nanoedge/presence-detection:0.1.0';
const { username, password } = registryAccount;

let registry: TestRegistry;
let world: World;
let admin: Actor;

const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** Pushes as somebody who signed in elsewhere: the machine's own sign-ins are not touched. */
const push = (name: string): void => {
  const config = mkdtempSync(join(tmpdir(), 'docker-config-'));
  docker('--config', config, 'login', '-u', username, '-p', password, registry.host);
  docker('tag', source, name);
  docker('--config', config, 'push', name);
  docker('rmi', name);
  rmSync(config, { recursive: true, force: true });
};

const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof Refusal ? { kind: thrown.kind, ...thrown.detail } : thrown;
};

const input = (changes: object = {}) => ({
  host: registry.host,
  username,
  password,
  plain: false,
  ...changes,
});

const create = (version: string) =>
  createRelease(world.deps, admin, {
    nanoservice: 'presence-detection',
    version,
    source: { image: `${registry.host}/team/private:1` },
  });

/** Everything that the database holds, as text. */
const everything = async (): Promise<string> => {
  const tables = await world.deps.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const texts = [];
  for (const { name } of tables.rows)
    texts.push(
      ...(await world.deps.db.execute(sql`select t::text from ${sql.identifier(name)} t`)).rows,
    );
  return JSON.stringify(texts);
};

beforeAll(async () => {
  registry = await startRegistry([], { isPrivate: true });
  push(`${registry.host}/team/private:1`);
  world = await openWorld();
  admin = await world.actor('admin');
});

afterAll(async () => {
  await world.close();
  await registry.stop();
});

describe('a registry with a password', () => {
  it('is refused with the field that is wrong, and nothing is kept then', async () => {
    const cases: [object, object][] = [
      [{ password: 'wrong' }, { field: 'password', message: /refuses this password of ann/ }],
      [{ password: '' }, { field: 'password', message: /needs the name/ }],
      [{ username: '' }, { field: 'username', message: /needs the name/ }],
      [
        { username: '', password: '' },
        { field: 'username', message: /wants a name/ },
      ],
      [{ host: 'a b' }, { field: 'host', message: /not the address of a registry/ }],
      [{ host: '127.0.0.1:9' }, { field: 'host', message: /cannot be reached/ }],
    ];
    for (const [change, { field, message }] of cases as [
      object,
      { field: string; message: RegExp },
    ][])
      expect(await refusal(addRegistry(world.deps, admin, input(change)))).toMatchObject({
        field,
        message: expect.stringMatching(message),
      });
    expect(await listRegistries(world.deps, admin)).toEqual([]);
    expect(await refusal(create('1.0.0'))).toMatchObject({
      field: 'source.image',
      message: expect.stringMatching(/does not show team\/private without credentials/),
    });
  });

  it('is for administrators alone', async () => {
    const viewer = await world.actor('viewer');
    for (const work of [
      addRegistry(world.deps, viewer, input()),
      replaceRegistry(world.deps, viewer, input()),
      listRegistries(world.deps, viewer),
      tryRegistry(world.deps, viewer, { host: registry.host }),
      removeRegistry(world.deps, viewer, { host: registry.host }),
    ])
      expect(await refusal(work)).toMatchObject({ kind: 'forbidden' });
  });

  it('is kept once, shown without its password, and tried again when somebody wants', async () => {
    expect(
      await addRegistry(world.deps, admin, input({ host: `http://${registry.host}/` })),
    ).toEqual({ host: registry.host, result: 'signed-in' });
    expect(await refusal(addRegistry(world.deps, admin, input()))).toMatchObject({
      kind: 'conflict',
      field: 'host',
    });
    expect(await listRegistries(world.deps, admin)).toEqual([
      { host: registry.host, username, plain: false, readable: true, changedAt: noon },
    ]);
    expect(await tryRegistry(world.deps, admin, { host: registry.host })).toEqual({
      host: registry.host,
      result: 'signed-in',
    });
    expect(
      await refusal(replaceRegistry(world.deps, admin, input({ password: 'x' }))),
    ).toMatchObject({ field: 'password' });
    expect(await replaceRegistry(world.deps, admin, input())).toMatchObject({
      result: 'signed-in',
    });
  });

  it('gives its images to devices through the dashboard, and its password to nobody', async () => {
    const release = await create('1.0.0');
    expect(release).toMatchObject({ archived: true, pulled: false, architecture: 'amd64' });
    const [inspected] = JSON.parse(docker('image', 'inspect', source));
    expect(release.imageId).toBe(inspected.Id);
    expect(release.layers.map(({ digest }) => digest)).toEqual(inspected.RootFS.Layers);
    for (const { digest, bytes } of release.layers)
      expect(await world.deps.images.size(digest)).toBe(bytes);
    expect(release.bytes).toBe(
      parse(
        Bytes,
        release.layers.reduce((sum, { bytes }) => sum + bytes, 0),
        'bytes',
      ),
    );
    const placement = { devices: [device('entrance')] };
    await addDeployment(world.deps, admin, {
      site,
      release: release.id,
      placement,
      name: 'fetched',
    });
    const { deployments } = await world.desired('entrance');
    const wanted = deployments.find(({ name }) => name === 'fetched')?.release;
    expect(wanted).toMatchObject({ pull: false, archive: { layers: release.layers } });
    expect(wanted?.image).toMatch(/\/team\/private:sha256-[0-9a-f]{12}$/);
    const stored = await everything();
    expect(stored).toContain(registry.host);
    for (const secret of [password, Buffer.from(`${username}:${password}`).toString('base64')])
      expect(stored).not.toContain(secret);
  });

  it('says so when the key of its password is lost, and takes it again', async () => {
    const deps = { ...world.deps, vault: openVault('another key') };
    expect(await listRegistries(deps, admin)).toMatchObject([{ readable: false }]);
    expect(await refusal(tryRegistry(deps, admin, { host: registry.host }))).toMatchObject({
      field: 'password',
      message: expect.stringMatching(/cannot be read/),
    });
    await replaceRegistry(deps, admin, input());
    expect(await listRegistries(deps, admin)).toMatchObject([{ readable: true }]);
  });

  it('is forgotten with its password, and what was fetched stays', async () => {
    const host = registry.host;
    await removeRegistry(world.deps, admin, { host });
    expect(await listRegistries(world.deps, admin)).toEqual([]);
    expect(await refusal(removeRegistry(world.deps, admin, { host }))).toMatchObject({
      kind: 'not-found',
    });
    const { deployments } = await world.desired('entrance');
    expect(deployments.some(({ name }) => name === 'fetched')).toBe(true);
    expect(await refusal(create('1.0.1'))).toMatchObject({ field: 'source.image' });
  });
});
