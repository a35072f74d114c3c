import { generateKeyPairSync } from 'node:crypto';
import { imageIdsOf } from '@nanoedge/archive';
import {
  publicKeyText,
  signerWith,
  signManifest,
  signOverride,
  signReleaseKey,
} from '@nanoedge/link';
import {
  type DeploymentSpec,
  parse,
  ReleaseManifest,
  ReleaseOverride,
  type DesiredState,
  type ReleaseKey,
  type SignedText,
} from '@nanoedge/protocol';
import type { ReleaseGate } from '../../src/releases/gate.ts';

/** Where it does not matter which releases are accepted. */
export const openGate: Pick<ReleaseGate, 'pass'> = {
  pass: (desired) => ({ desired, refused: new Map() }),
};

export const aReleaseKey = () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const sign = signerWith(privateKey);
  const key = publicKeyText(privateKey);
  return {
    key,
    sign,
    /** The manifest of a deployment's release; say only what matters. */
    manifest: (
      { nanoservice, release }: DeploymentSpec,
      change: Partial<ReleaseManifest> = {},
    ): SignedText =>
      signManifest(
        parse(
          ReleaseManifest,
          {
            nanoservice,
            version: release.version,
            sequence: 1,
            images: imageIdsOf(release),
            needs: [],
            calls: {},
            events: [],
            roster: false,
            network: false,
            volumes: [],
            setuid: null,
            signedAt: 1,
            ...change,
          },
          'manifest',
        ),
        sign,
      ),
    override: (change: Record<string, unknown>): SignedText =>
      signOverride(parse(ReleaseOverride, change, 'override'), sign),
    /** As the dashboard with this link key says it. */
    said: (link: (text: string) => string, former: ReleaseKey['former'] = []): ReleaseKey =>
      signReleaseKey({ key, former }, link),
  };
};

/** The same deployment, its release signed. */
export const signedAs = (
  spec: DeploymentSpec,
  key: ReturnType<typeof aReleaseKey>,
  change: Partial<ReleaseManifest> = {},
): DesiredState['deployments'][number] => ({
  ...spec,
  release: { ...spec.release, signed: key.manifest(spec, change) },
});
