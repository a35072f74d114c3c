import { eq } from 'drizzle-orm';
import { parse, type DesiredState, Hello } from '@nanoedge/protocol';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { devices, siteKeys } from '../../src/server/db/schema/index.ts';
import { sealStored } from '../../src/server/services/desired/seal-stored.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { helloFromDevice } from '../../src/server/services/devices/hello.ts';
import { changeOldKeys, changeSiteKeys } from '../../src/server/services/site-keys/change.ts';
import { openVault } from '../../src/server/storage/vault.ts';
import { device, openWorld, site, type World } from './support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
  await refreshDesired(world.deps, site);
});
afterEach(() => world.close());

const deviceNames = ['entrance', 'corridor', 'closet', 'room'];

/** The secrets of all edges of all devices, as those are told them. */
const edgeSecrets = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const name of deviceNames)
    for (const { calls, heard } of Object.values((await world.desired(name)).keys))
      found.push(...Object.values(calls), ...heard.map(({ secret }) => secret));
  return [...new Set(found)];
};

/** As it may be written: what it is, and its bytes in other alphabets. */
const spellings = (secret: string): string[] =>
  (['hex', 'base64', 'base64url'] as const).flatMap((from) => {
    const bytes = Buffer.from(secret, from);
    return [
      secret,
      ...(['hex', 'base64', 'base64url'] as const).map((to) =>
        bytes.toString(to).replace(/=+$/u, ''),
      ),
    ];
  });

/** Every row of every table, as text. */
const dump = async (): Promise<string> => {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const rows: string[] = [];
  for (const { name } of tables.rows) {
    const found = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    rows.push(...found.rows.map(({ row }) => row));
  }
  await client.end();
  return rows.join('\n').toLowerCase();
};

const secretOfSite = async (): Promise<string> => {
  const [row] = await world.deps.db.select().from(siteKeys).where(eq(siteKeys.site, site));
  const opened = world.deps.vault.open(row?.secret ?? '', `site-keys:${site}`);
  if (opened === null) throw new Error('the secret of the site is not sealed for it');
  return opened;
};

const found = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => spellings(secret).some((one) => text.includes(one.toLowerCase())));

/** As the release before kept them: everything in clear. */
const storeInClear = async (): Promise<Map<string, DesiredState>> => {
  const told = new Map<string, DesiredState>();
  for (const name of deviceNames) {
    const desired = await world.desired(name);
    told.set(name, desired);
    await world.deps.db
      .update(devices)
      .set({ desired, desiredKeys: null })
      .where(eq(devices.id, device(name)));
  }
  await world.deps.db.update(siteKeys).set({ secret: await secretOfSite() });
  return told;
};

const hello = (): Promise<unknown> =>
  helloFromDevice(
    world.deps,
    device('closet'),
    parse(
      Hello,
      {
        address: '192.0.2.7',
        displayUrl: null,
        agentVersion: '1.0.0',
        appliedRevision: null,
        lastSeq: 0,
      },
      'hello',
    ),
  );

it('shows no secret of a site or an edge to who reads every row of the database', async () => {
  const secrets = [await secretOfSite(), ...(await edgeSecrets())];
  expect(secrets.length).toBeGreaterThan(3);
  expect(found(await dump(), secrets)).toEqual([]);
});

it('seals what the release before stored in clear, and tells devices the same', async () => {
  const secrets = [await secretOfSite(), ...(await edgeSecrets())];
  const told = await storeInClear();
  expect(found(await dump(), secrets)).toEqual(secrets);
  await sealStored(world.deps);
  expect(found(await dump(), secrets)).toEqual([]);
  for (const name of deviceNames) expect(await world.desired(name)).toEqual(told.get(name));
  expect(await refreshDesired(world.deps, site)).toEqual([]);
  const [row] = await world.deps.db.select().from(siteKeys);
  await sealStored(world.deps);
  expect(await world.deps.db.select().from(siteKeys)).toEqual([row]);
});

it('opens the keys of a device for no other, and of a revision for no later one', async () => {
  const [closet] = await world.deps.db
    .select()
    .from(devices)
    .where(eq(devices.id, device('closet')));
  const desiredKeys = closet?.desiredKeys ?? '';
  const open = (purpose: string) => world.deps.vault.open(desiredKeys, purpose);
  const revision = closet?.desiredRevision ?? 0;
  expect(open(`desired-keys:closet@${String(revision)}`)).not.toBeNull();
  expect(open(`desired-keys:room@${String(revision)}`)).toBeNull();
  expect(open(`desired-keys:closet@${String(revision + 1)}`)).toBeNull();
});

it('names the key file and the way out when another is there, and goes on with other keys', async () => {
  const before = await edgeSecrets();
  world.deps.vault = openVault('another key');
  const refusal = {
    message: expect.stringContaining('secrets/vault.key') as string,
    detail: { remedy: expect.stringContaining('Change all at once') as string },
  };
  await expect(refreshDesired(world.deps, site)).rejects.toMatchObject(refusal);
  await expect(hello()).rejects.toMatchObject(refusal);
  world.clock.now += 40 * 24 * 3_600_000;
  await expect(changeOldKeys(world.deps)).resolves.toBeUndefined();

  const admin = await world.actor('admin');
  await changeSiteKeys(world.deps, admin, { site, atOnce: true });
  const after = await edgeSecrets();
  expect(after.length).toBeGreaterThan(5);
  expect(after.filter((secret) => before.includes(secret))).toEqual([]);
  await expect(hello()).resolves.toMatchObject({ desired: { device: { id: 'closet' } } });
});
