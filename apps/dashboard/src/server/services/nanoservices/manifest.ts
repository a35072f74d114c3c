import type { NanoserviceManifest } from '@nanoedge/protocol';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { resolveImage } from '../images/resolve.ts';
import type { ManifestInput } from './schema.ts';

/** What an image of a registry says of itself, before a release is made of it; null: nothing. */
export const getManifest = async (
  deps: Deps,
  actor: Actor,
  { image }: ManifestInput,
): Promise<NanoserviceManifest | null> => {
  demand(actor, 'nanoservice.create');
  return (await resolveImage(deps, image)).found.manifest;
};
