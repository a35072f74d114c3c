import { registryRefusals } from '@nanoedge/words';
import { BadInput } from '../services/errors.ts';

/** `host/name:tag` or `host/name@digest`. */
export interface RegistryReference {
  host: string;
  name: string;
  version: string;
}

const pattern =
  /^(?<host>(?:localhost|[a-z0-9.-]+\.[a-z0-9.-]+|[a-z0-9.-]+(?=:\d))(?::\d{1,5})?)\/(?<name>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?<tag>[\w][\w.-]{0,127})|@(?<digest>sha256:[0-9a-f]{64}))?$/;

/**
 * Reads a reference that names its registry (distribution spec 1.1, "Pulling manifests"). Throws
 * BadInput.
 */
export const parseReference = (text: string): RegistryReference => {
  const found = pattern.exec(text.trim())?.groups;
  if (found?.['host'] === undefined || found['name'] === undefined)
    throw new BadInput('source.image', registryRefusals.noReference(text.slice(0, 80)));
  return {
    host: found['host'],
    name: found['name'],
    version: found['digest'] ?? found['tag'] ?? 'latest',
  };
};
