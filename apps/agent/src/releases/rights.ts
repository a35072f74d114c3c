import type {
  DeploymentSpec,
  DesiredState,
  PeerRequest,
  ReleaseManifest,
  ThingKind,
} from '@nanoedge/protocol';

/** What a deployment may ask of another one on this device that it should not. */
const asksTooMuch = (
  { calls }: ReleaseManifest,
  { id }: DeploymentSpec,
  { deployments, keys }: DesiredState,
): PeerRequest | undefined =>
  deployments
    .flatMap((callee) => {
      const signed = calls[callee.nanoservice] ?? [];
      const heard = (keys[callee.id]?.heard ?? []).filter(({ peer }) => peer === id);
      return heard.flatMap(({ may }) => may.filter((request) => !signed.includes(request)));
    })
    .at(0);

/**
 * What a deployment is given beyond what its signed release says, in the words of a manifest; null
 * when nothing is. Pure.
 */
export const beyondManifest = (
  manifest: ReleaseManifest,
  spec: DeploymentSpec,
  desired: DesiredState,
): string | null => {
  if (spec.roster && !manifest.roster) return 'roster';
  if (spec.network && !manifest.network) return 'network';
  const given = desired.capabilities[spec.id];
  const needs = (kind: ThingKind | undefined): boolean =>
    kind !== undefined && manifest.needs.includes(kind);
  const kindOf = (name: string): ThingKind | undefined =>
    desired.things.find((thing) => thing.name === name)?.kind;
  const thing = Object.keys(given?.things ?? {}).find((name) => !needs(kindOf(name)));
  if (thing !== undefined) return thing;
  if (given?.content === true && !manifest.needs.includes('screen')) return 'screen';
  const event = given?.events.find((type) => !manifest.events.includes(type));
  return event ?? asksTooMuch(manifest, spec, desired) ?? null;
};
