import { manifestLabel, NanoserviceManifest } from '@nanoedge/protocol';
import { manifestRefusals, type RefusalWords } from '@nanoedge/words';
import * as z from 'zod/mini';
import { BadInput } from '../errors.ts';

/** The part of an image's config that has its labels (OCI image spec, `config.Labels`). */
const Labelled = z.object({
  config: z.object({ Labels: z.object({ [manifestLabel]: z.string() }) }),
});

const refusal = (field: string, words: RefusalWords): BadInput =>
  new BadInput(field === '' ? 'manifest' : `manifest.${field}`, words);

const problemOf = (error: z.core.$ZodError): BadInput => {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys') {
    const field = [...path, issue.keys[0] ?? ''].join('.');
    return refusal(field, manifestRefusals.noSuchField(manifestLabel, field));
  }
  const field = path.join('.');
  return refusal(field, manifestRefusals.field(manifestLabel, field, issue?.message));
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
    throw refusal('', manifestRefusals.notJson(manifestLabel));
  }
  const manifest = NanoserviceManifest.safeParse(value);
  if (!manifest.success) throw problemOf(manifest.error);
  return manifest.data;
};
