import { InvalidMessage, type NanoserviceName } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { releases } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { type SignableRelease, signedManifest, signedRelease, type Signing } from './manifest.ts';

/** The sequence of the newest signed release of a nanoservice; 0 when none is signed. */
export const newestSequence = async (
  tx: Tx,
  nanoservice: NanoserviceName,
  signing: Pick<Signing, 'identity'>,
): Promise<number> => {
  const rows = await tx
    .select({ signed: releases.signed })
    .from(releases)
    .where(eq(releases.nanoservice, nanoservice));
  return Math.max(0, ...rows.map((row) => signedManifest(row, signing)?.sequence ?? 0));
};

/**
 * Signs a release as its row says it, and answers that row. One that was signed before keeps its
 * place among the releases of its nanoservice, unless it is signed `anew`; every other is newer than
 * all of them. The place is a time, so that it grows also where the database was put back to a copy.
 */
export const signRelease = async (
  tx: Tx,
  row: SignableRelease,
  { signing, made, anew = false }: { signing: Signing; made: number; anew?: boolean },
): Promise<typeof row> => {
  const before = anew ? undefined : signedManifest(row, signing)?.sequence;
  const newest = await newestSequence(tx, row.nanoservice, signing);
  const sequence = before ?? Math.max(newest + 1, Math.floor(made / 1_000));
  const signed = signedRelease(row, sequence, signing);
  await tx.update(releases).set({ signed }).where(eq(releases.id, row.id));
  return { ...row, signed };
};

/** As `signRelease`, but what is stored wrong is only told of: it runs nowhere. */
export const trySigning = async (
  tx: Tx,
  row: SignableRelease,
  { signing, made }: { signing: Signing & Pick<Deps, 'log'>; made: number },
): Promise<void> => {
  try {
    await signRelease(tx, row, { signing, made });
  } catch (error) {
    if (!(error instanceof InvalidMessage)) throw error;
    signing.log.error({ err: error, release: row.id }, 'a release cannot be signed');
  }
};
