import { Digest } from '@nanoedge/protocol';
import * as z from 'zod/mini';

/** `manifest.json` of `docker save` (image spec 1.2): where config and layers lie, lowest first. */
export const DockerManifest = z.array(
  z.object({
    Config: z.string(),
    RepoTags: z.nullish(z.array(z.string())),
    Layers: z.nullish(z.array(z.string())),
  }),
);

/** What an image says of itself, in an archive and in a registry (OCI image spec 1.1). */
export const ImageConfig = z.looseObject({
  os: z.string(),
  architecture: z.string().check(z.minLength(1), z.maxLength(32)),
  rootfs: z.object({ diff_ids: z.array(Digest) }),
});

export type ImageConfig = z.infer<typeof ImageConfig>;

export const Descriptor = z.object({
  mediaType: z.optional(z.string()),
  digest: Digest,
  annotations: z.nullish(z.record(z.string(), z.string())),
  platform: z.nullish(
    z.object({ os: z.optional(z.string()), architecture: z.optional(z.string()) }),
  ),
});
export type Descriptor = z.infer<typeof Descriptor>;

export const OciIndex = z.object({ manifests: z.array(Descriptor) });
export const OciManifest = z.object({ config: Descriptor, layers: z.array(Descriptor) });
export type OciManifest = z.infer<typeof OciManifest>;

/** An index names manifests, a manifest names a config and layers. */
export const OciDocument = z.union([OciIndex, OciManifest]);
