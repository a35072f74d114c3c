import { registryRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { registries } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import type { RegistryAccess } from '../registry-port.ts';

type Row = typeof registries.$inferSelect;

/** What a password is sealed for: that of one registry opens for no other. */
const purposeOf = (host: string): string => `registry:${host}`;

export const isReadable = ({ vault }: Pick<Deps, 'vault'>, { host, password }: Row): boolean =>
  password === null || vault.open(password, purposeOf(host)) !== null;

/** Throws BadInput with `field` when the password cannot be read any more. */
export const storedAccess = (
  { vault }: Pick<Deps, 'vault'>,
  { host, username, password, plain }: Row,
  field: string,
): RegistryAccess => {
  if (username === null || password === null) return { isPlain: plain, credentials: null };
  const opened = vault.open(password, purposeOf(host));
  if (opened === null) throw new BadInput(field, registryRefusals.unreadablePassword(host));
  return { isPlain: plain, credentials: { username, password: opened } };
};

/** How the registry of an image is spoken to; null: as anybody does. Throws BadInput. */
export const accessFor = async (
  deps: Pick<Deps, 'db' | 'registry' | 'vault'>,
  image: string,
): Promise<RegistryAccess | null> => {
  const host = deps.registry.hostOf(image);
  const [row] = await deps.db.select().from(registries).where(eq(registries.host, host)).limit(1);
  return row === undefined ? null : storedAccess(deps, row, 'source.image');
};

/** The columns that keep it. */
export const sealedAccess = (
  { vault, now }: Pick<Deps, 'vault' | 'now'>,
  host: string,
  { isPlain, credentials }: RegistryAccess,
): Omit<Row, 'host'> => ({
  username: credentials?.username ?? null,
  password: credentials === null ? null : vault.seal(credentials.password, purposeOf(host)),
  plain: isPlain,
  changedAt: new Date(now()),
});
