import { createHash } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeviceId, Digest, SiteId, type DesiredState } from '@nanoedge/protocol';
import { aDesiredState } from '../../test/support/builders.ts';
import { scratchFolder } from '../../test/support/scratch.ts';
import { ContentCorrupt } from '../errors.ts';
import { ContentStore } from './content-store.ts';
import { openDatabase } from './database.ts';
import { Identity } from './identity.ts';
import { StateStore } from './state-store.ts';

const digestOf = (text: string): Digest =>
  Digest.parse(`sha256:${createHash('sha256').update(text).digest('hex')}`);

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

describe('the identity', () => {
  it('keeps its key and its membership over a restart, the key readable by its owner only', () => {
    const folder = scratchFolder();
    const first = Identity.open(folder);
    expect(first.membership).toBeNull();
    const dashboard = { url: 'https://site.example/', key: 'k', ca: null, releaseKey: null };
    const membership = { device: DeviceId.parse('d1'), site: SiteId.parse('s1'), dashboard };
    first.join(membership);
    const second = Identity.open(folder);
    expect(second.publicKey).toBe(first.publicKey);
    expect(second.membership).toEqual(membership);
    expect(statSync(join(folder, 'private.pem')).mode & 0o777).toBe(0o600);
  });
});

it('keeps the database for its owner only, with all that SQLite puts beside it', () => {
  const folder = scratchFolder();
  for (const name of ['agent.db', 'agent.db-wal'])
    writeFileSync(join(folder, name), '', { mode: 0o644 });
  const database = openDatabase(join(folder, 'agent.db'));
  onTestFinished(() => database.close());
  const modes = readdirSync(folder).map((name) => [
    name,
    statSync(join(folder, name)).mode & 0o777,
  ]);
  expect(Object.fromEntries(modes)).toEqual({
    'agent.db': 0o600,
    'agent.db-wal': 0o600,
    'agent.db-shm': 0o600,
  });
});

describe('content', () => {
  it('is stored when it is what its digest says', async () => {
    const store = new ContentStore(scratchFolder());
    await store.put(digestOf('hello world'), chunks('hello ', 'world'));
    expect((await store.read(digestOf('hello world')))?.toString()).toBe('hello world');
    expect(await store.size(digestOf('hello world'))).toBe(11);
  });

  it('leaves nothing behind when it is something else', async () => {
    const folder = scratchFolder();
    const store = new ContentStore(folder);
    await expect(store.put(digestOf('hello'), chunks('goodbye'))).rejects.toThrow(ContentCorrupt);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('loses only what is not wanted, and the remains of cut transfers', async () => {
    const folder = scratchFolder();
    const store = new ContentStore(folder);
    await store.put(digestOf('a'), chunks('a'));
    await store.put(digestOf('b'), chunks('b'));
    writeFileSync(join(folder, 'cut.tmp'), 'half');
    expect(await store.prune(new Set([digestOf('a')]))).toBe(1);
    await store.sweep();
    expect(readdirSync(folder)).toEqual([digestOf('a').slice(7)]);
  });
});

describe('the desired state', () => {
  it('is there after a restart, the newest only', () => {
    const file = join(scratchFolder(), 'agent.db');
    const database = openDatabase(file);
    const document = (revision: number): DesiredState => aDesiredState({ revision });
    const store = new StateStore(database);
    expect(store.desired()).toBeNull();
    store.saveDesired(document(1));
    store.saveDesired(document(2));
    store.write('applied', '2');
    database.close();
    const again = openDatabase(file);
    onTestFinished(() => again.close());
    expect(new StateStore(again).desired()).toEqual(document(2));
    expect(new StateStore(again).read('applied')).toBe('2');
  });

  it('forgets facts by prefix, except those to keep', () => {
    const database = openDatabase(join(scratchFolder(), 'agent.db'));
    onTestFinished(() => database.close());
    const store = new StateStore(database);
    for (const key of ['initiation:a', 'initiation:b', 'address']) store.write(key, '1');
    store.forget('initiation:', new Set(['initiation:b']));
    expect(['initiation:a', 'initiation:b', 'address'].map((key) => store.read(key))).toEqual([
      null,
      '1',
      '1',
    ]);
  });
});
