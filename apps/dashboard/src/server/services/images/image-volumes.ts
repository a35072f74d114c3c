import * as z from 'zod/mini';

/** The part of an image's config that has its volumes (OCI image spec, `config.Volumes`). */
const WithVolumes = z.object({
  config: z.object({ Volumes: z.record(z.string(), z.unknown()) }),
});

/** The folders that an image declares as volumes, by the JSON of its config. */
export const imageVolumes = (imageConfig: unknown): string[] => {
  const found = WithVolumes.safeParse(imageConfig);
  return found.success ? Object.keys(found.data.config.Volumes).toSorted() : [];
};
