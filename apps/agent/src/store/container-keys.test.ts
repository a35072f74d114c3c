import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { labels } from '@nanoedge/base';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../test/support/scratch.ts';
import { ContainerKeys } from './container-keys.ts';

const labelled = (id: string) => ({ labels: { [labels.key]: id } });

it('tells the secret of a container again after a restart, and keeps only its own', () => {
  const folder = scratchFolder();
  const { id, secret } = ContainerKeys.open(folder).make();
  const again = ContainerKeys.open(folder);
  expect(again.isStrange(labelled(id))).toBe(false);
  expect(again.calling(id).secret).toEqual(ContainerKeys.open(folder).calling(id).secret);
  const file = join(folder, 'containers.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain(secret);
});

it('makes no two secrets alike, and another for each direction', () => {
  const keys = new ContainerKeys(Buffer.alloc(32, 1));
  const [one, other] = [keys.make(), keys.make()];
  expect(one.secret).not.toBe(other.secret);
  expect(keys.calling(one.id).secret).not.toEqual(keys.hearing(one.id).secret);
});

it('does not know the containers of a device whose own secret was lost', () => {
  const { id } = new ContainerKeys(Buffer.alloc(32, 1)).make();
  const fresh = new ContainerKeys(Buffer.alloc(32, 2));
  expect(fresh.isStrange(labelled(id))).toBe(true);
  expect(fresh.isStrange(labelled('f'.repeat(48)))).toBe(true);
  expect(fresh.isStrange({ labels: {} })).toBe(false);
});
