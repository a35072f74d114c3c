import {
  ReleaseManifest,
  ReleaseOverride,
  type ReleaseKey,
  type SignedText,
} from '@nanoedge/protocol';
import { type SignText, verifierOf, type Verifies } from './signing.ts';

const manifestText = (body: string): string => `nanoedge release v1\n${body}`;

const overrideText = (body: string): string => `nanoedge release override v1\n${body}`;

const keyText = (key: string): string => `nanoedge release key v1\n${key}`;

const successorText = (former: string, next: string): string =>
  ['nanoedge next release key v1', former, next].join('\n');

const signedBody = (value: unknown, text: (body: string) => string, sign: SignText): SignedText => {
  const body = JSON.stringify(value);
  return { body, signature: sign(text(body)) };
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever signed it wrote no JSON: it says nothing
    return null;
  }
};

export const signManifest = (manifest: ReleaseManifest, sign: SignText): SignedText =>
  signedBody(manifest, manifestText, sign);

/** What was signed; null where it was not, or is no manifest. */
export const openManifest = (
  { body, signature }: SignedText,
  verifies: Verifies,
): ReleaseManifest | null =>
  verifies(manifestText(body), signature)
    ? (ReleaseManifest.safeParse(json(body)).data ?? null)
    : null;

export const signOverride = (override: ReleaseOverride, sign: SignText): SignedText =>
  signedBody(override, overrideText, sign);

/** What was signed; null where it was not, or is no override. */
export const openOverride = (
  { body, signature }: SignedText,
  verifies: Verifies,
): ReleaseOverride | null =>
  verifies(overrideText(body), signature)
    ? (ReleaseOverride.safeParse(json(body)).data ?? null)
    : null;

/** A former key says which one comes after it. */
export const signSuccessor = (
  { former, next }: { former: string; next: string },
  sign: SignText,
): string => sign(successorText(former, next));

/** The dashboard says, by the key of its link, by which key it signs releases. */
export const signReleaseKey = (
  { key, former }: Pick<ReleaseKey, 'key' | 'former'>,
  sign: SignText,
): ReleaseKey => ({ key, signature: sign(keyText(key)), former });

/** Whether the dashboard of this link says that it signs releases by this key. */
export const isVouchedFor = ({ key, signature }: ReleaseKey, verifies: Verifies): boolean =>
  verifies(keyText(key), signature);

/** Whether `pinned` is the key, or one that was followed by it, each signed by the one before. */
export const comesFrom = ({ key, former }: ReleaseKey, pinned: string): boolean => {
  if (key === pinned) return true;
  const at = former.findLastIndex((one) => one.key === pinned);
  const later = at < 0 ? [] : former.slice(at);
  return (
    later.length > 0 &&
    later.every((one, place) => {
      const next = later[place + 1]?.key ?? key;
      return verifierOf(one.key)(successorText(one.key, next), one.signature);
    })
  );
};
