import { isDeepStrictEqual } from 'node:util';
import { imageIdsOf } from '@nanoedge/archive';
import { openManifest, signManifest, verifierOf } from '@nanoedge/link';
import { parse, Release, ReleaseManifest, SignedText } from '@nanoedge/protocol';
import type { releases } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

/** By whom, and when, something is signed. */
export type Signing = Pick<Deps, 'identity' | 'now'>;

export type SignableRelease = typeof releases.$inferSelect;

/** What a release is and may do, as its row has it. */
const saidOf = (row: SignableRelease): Omit<ReleaseManifest, 'sequence' | 'signedAt'> => {
  const { nanoservice, version, image, imageId, configBytes, layers, spec } = row;
  const archive = row.archived ? { configBytes, layers } : null;
  const release = parse(Release, { version, image, imageId, archive, pull: row.pulled }, 'release');
  return {
    nanoservice,
    version,
    images: imageIdsOf(release),
    needs: spec.needs,
    calls: spec.calls ?? {},
    events: spec.events ?? [],
    roster: spec.roster,
    network: spec.network ?? false,
    volumes: spec.volumes.map(({ path }) => path),
    setuid: row.setuid,
  };
};

/** What was signed of a release; null where nothing was, or not by this dashboard. */
export const signedManifest = (
  { signed }: Pick<SignableRelease, 'signed'>,
  { identity }: Pick<Signing, 'identity'>,
): ReleaseManifest | null => {
  const text = SignedText.safeParse(signed).data;
  if (text === undefined) return null;
  const { key, former } = identity.releases.said;
  const keys = [key, ...former.map((one) => one.key)];
  return (
    keys.map((one) => openManifest(text, verifierOf(one))).find((found) => found !== null) ?? null
  );
};

/** Whether what was signed of a release is what its row says. */
export const isAsSigned = (row: SignableRelease, signing: Pick<Signing, 'identity'>): boolean => {
  const found = signedManifest(row, signing);
  if (found === null) return false;
  const { sequence: _sequence, signedAt: _signedAt, ...said } = found;
  return isDeepStrictEqual(said, saidOf(row));
};

export const signedRelease = (
  row: SignableRelease,
  sequence: number,
  { identity, now }: Signing,
): SignedText => {
  const manifest = { ...saidOf(row), sequence, signedAt: now() };
  return signManifest(parse(ReleaseManifest, manifest, 'manifest'), identity.releases.sign);
};
