import { manifestLabel, NanoserviceManifest } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { BadInput } from '../errors.ts';

/** The part of an image's config that has its labels (OCI image spec, `config.Labels`). */
const Labelled = z.object({
  config: z.object({ Labels: z.object({ [manifestLabel]: z.string() }) }),
});

const remedy = 'Correct it where the image is built, or build the image without that label.';

const refusal = (field: string, message: string): BadInput =>
  new BadInput(
    field === '' ? 'manifest' : `manifest.${field}`,
    `The image’s manifest (label ${manifestLabel}) is not valid: ${field === '' ? '' : `${field}: `}${message}.`,
    remedy,
  );

const problemOf = (error: z.core.$ZodError): BadInput => {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).map(String);
  return issue?.code === 'unrecognized_keys'
    ? refusal([...path, issue.keys[0] ?? ''].join('.'), 'there is no such field')
    : refusal(path.join('.'), issue?.message ?? 'it cannot be read');
};

/**
 * What an image says of itself, by the JSON of its config; null when it says nothing. Throws
 * BadInput with the field of the manifest that is wrong.
 */
export const manifestOf = (imageConfig: unknown): NanoserviceManifest | null => {
  const labelled = Labelled.safeParse(imageConfig);
  if (!labelled.success) return null;
  const text = labelled.data.config.Labels[manifestLabel];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal('', 'it is not JSON');
  }
  const manifest = NanoserviceManifest.safeParse(value);
  if (!manifest.success) throw problemOf(manifest.error);
  return manifest.data;
};
