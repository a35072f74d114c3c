import { isDeepStrictEqual } from 'node:util';
import { imageIdsOf } from '@nanoedge/archive';
import { openManifest, signManifest, verifierOf } from '@nanoedge/link';
import { InvalidMessage, parse, Release, ReleaseManifest, SignedText } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import type { releases } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';

/** By whom, and when, something is signed. */
export type Signing = Pick<Deps, 'identity' | 'now'>;

export type SignableRelease = typeof releases.$inferSelect;

const { needs, calls, events, roster, network } = ReleaseManifest.shape;
/** What of a stored ReleaseSpec is signed. */
const SignedSpec = z.object({
  needs: z.optional(needs),
  roster: z.optional(roster),
  calls: z.optional(calls),
  events: z.optional(events),
  network: z.optional(network),
  volumes: z.optional(z.array(z.object({ path: z.string() }))),
});

/** What a release is and may do, as its row has it. Throws InvalidMessage. */
const saidOf = (row: SignableRelease): Omit<ReleaseManifest, 'sequence' | 'signedAt'> => {
  const { nanoservice, version, image, imageId, configBytes, layers } = row;
  const spec = parse(SignedSpec, row.spec, 'release');
  const archive = row.archived ? { configBytes, layers } : null;
  const release = parse(Release, { version, image, imageId, archive, pull: row.pulled }, 'release');
  return {
    nanoservice,
    version,
    images: imageIdsOf(release),
    needs: spec.needs ?? [],
    calls: spec.calls ?? {},
    events: spec.events ?? [],
    roster: spec.roster ?? false,
    network: spec.network ?? false,
    volumes: (spec.volumes ?? []).map(({ path }) => path),
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
  try {
    return isDeepStrictEqual(said, saidOf(row));
  } catch (error) {
    // What is stored wrong is not what was signed
    if (error instanceof InvalidMessage) return false;
    throw error;
  }
};

export const signedRelease = (
  row: SignableRelease,
  sequence: number,
  { identity, now }: Signing,
): SignedText => {
  const manifest = { ...saidOf(row), sequence, signedAt: now() };
  return signManifest(parse(ReleaseManifest, manifest, 'manifest'), identity.releases.sign);
};
