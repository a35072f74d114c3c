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
  architecture: z.string().check(z.minLength(1), z.maxLength(24)),
  variant: z.nullish(z.string().check(z.maxLength(6))),
  rootfs: z.object({ diff_ids: z.array(Digest) }),
});

export type ImageConfig = z.infer<typeof ImageConfig>;

export const Descriptor = z.object({
  mediaType: z.optional(z.string()),
  digest: Digest,
  annotations: z.nullish(z.record(z.string(), z.string())),
  platform: z.nullish(
    z.object({
      os: z.optional(z.string()),
      architecture: z.optional(z.string()),
      variant: z.nullish(z.string()),
    }),
  ),
});
export type Descriptor = z.infer<typeof Descriptor>;

export const OciIndex = z.object({ manifests: z.array(Descriptor) });
export const OciManifest = z.object({ config: Descriptor, layers: z.array(Descriptor) });
export type OciManifest = z.infer<typeof OciManifest>;

/**
 * What stands in an index beside the images: what a builder attests of one, and the empty place of
 * a platform that is not known.
 */
export const isAttestation = ({ platform, annotations }: Descriptor): boolean =>
  platform?.os === 'unknown' ||
  platform?.architecture === 'unknown' ||
  annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';

const imageConfigs = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];

/** A signature, a bill of materials or an attestation has the form of an image's manifest too. */
export const isImageManifest = ({ config, layers }: OciManifest): boolean =>
  (config.mediaType === undefined || imageConfigs.includes(config.mediaType)) &&
  !layers.some(({ mediaType }) => mediaType === 'application/vnd.in-toto+json');

/** An index names manifests, a manifest names a config and layers. */
export const OciDocument = z.union([OciIndex, OciManifest]);
