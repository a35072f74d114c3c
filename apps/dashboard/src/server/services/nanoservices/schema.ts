import { NanoserviceManifest, NanoserviceName } from '@nanoedge/protocol';
import { releaseRefusals } from '@nanoedge/words';
import * as z from 'zod/mini';

/**
 * What a release may ask of a device; see ReleaseSpec. There is no field for privileges, host
 * folders or devices.
 */
const { configSchema, defaultConfig, needs, volumes, limits, published, roster } =
  NanoserviceManifest.shape;
const { calls, events } = NanoserviceManifest.shape;
export const ReleaseSpecInput = z.strictObject({
  configSchema,
  defaultConfig,
  needs,
  volumes,
  limits,
  roster: z._default(roster, false),
  published,
  calls: z.optional(calls),
  events: z.optional(events),
  network: z.optional(z.boolean()),
});

const ImageReference = z.string().check(z.minLength(1), z.maxLength(300));

/** An image of a registry that somebody asks about. */
export const ManifestInput = z.object({ image: ImageReference });
export type ManifestInput = z.infer<typeof ManifestInput>;

/**
 * A new nanoservice, or a new release of one. The image is that of another release (`template`), or
 * an uploaded archive (`upload`: the id that `POST /api/images` answered). `spec` absent: as the
 * image says of itself, as the template's, or as the newest release's, the first that there is.
 */
export const CreateReleaseInput = z.object({
  nanoservice: NanoserviceName,
  description: z.optional(z.string().check(z.maxLength(300))),
  version: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, releaseRefusals.version)),
  source: z.union([
    z.object({ template: z.uuid() }),
    z.object({ upload: z.string().check(z.minLength(1), z.maxLength(64)) }),
    z.object({ image: ImageReference }),
  ]),
  spec: z.optional(ReleaseSpecInput),
});
export type CreateReleaseInput = z.infer<typeof CreateReleaseInput>;

export const NanoserviceRef = z.object({ nanoservice: NanoserviceName });
export type NanoserviceRef = z.infer<typeof NanoserviceRef>;
