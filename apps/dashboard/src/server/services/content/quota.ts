import { formatLimit, uploadRefusals } from '@nanoedge/words';
import type { Digest } from '@nanoedge/protocol';
import { eq, sql, sum } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { contents, contentUploads } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';

/** What a file would add; `digest` null: it is not known yet. */
interface Added {
  user: string;
  digest: Digest | null;
  bytes: number;
}

const whole = (found: { bytes: string | null }[]): number => Number(found[0]?.bytes ?? 0);

/** One after the other: of two uploads at once, the second sees the first. */
export const takeUploadTurn = async (db: Tx): Promise<void> => {
  await db.execute(sql`select pg_advisory_xact_lock(hashtext('nanoedge uploads'))`);
};

/**
 * Refuses, with `insufficient-storage`, a file that would be more than its account may have here,
 * or than there may be of all. What is here already costs nothing again.
 */
export const checkUploadQuota = async (
  { uploadLimits: { accountBytes, allBytes } }: Pick<Deps, 'uploadLimits'>,
  db: Pick<Tx, 'select'>,
  { user, digest, bytes }: Added,
): Promise<void> => {
  const ofAccount = await db
    .select({ digest: contents.digest, bytes: contents.bytes })
    .from(contentUploads)
    .innerJoin(contents, eq(contents.digest, contentUploads.digest))
    .where(eq(contentUploads.user, user));
  if (ofAccount.some((one) => one.digest === digest)) return;
  const own = ofAccount.reduce((total, one) => total + one.bytes, 0);
  const full = (words: typeof uploadRefusals.fullAccount, limit: number): Refusal =>
    new Refusal('insufficient-storage', 'file', words(formatLimit(limit)));
  if (accountBytes > 0 && own + bytes > accountBytes)
    throw full(uploadRefusals.fullAccount, accountBytes);
  const all = whole(await db.select({ bytes: sum(contents.bytes) }).from(contents));
  if (allBytes > 0 && all + bytes > allBytes) throw full(uploadRefusals.fullDashboard, allBytes);
};
