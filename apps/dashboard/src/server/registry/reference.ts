import { registryRefusals } from '@nanoedge/words';
import { BadInput } from '../services/errors.ts';

/** An image and its registry: Docker Hub's is `docker.io`; `version` is a tag or a digest. */
export interface RegistryReference {
  host: string;
  name: string;
  version: string;
}

const hub = 'docker.io';
const hostPattern =
  /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*|\[[\da-f:]+\])(?::\d{1,5})?$/i;
const versionedName =
  /^(?<name>[^:@]+)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[\da-f]{64}))?$/;
const partPattern = /^[a-z\d]+(?:(?:\.|_|__|-+)[a-z\d]+)*$/;
const idPattern = /^[\da-f]{64}$/;
const longestName = 255;

/** Docker takes what stands before the first slash for a host only where it looks like one. */
const looksLikeHost = (first: string): boolean =>
  /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();

const splitHost = (text: string): { host: string; rest: string } => {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  if (slash === -1 || !looksLikeHost(first)) return { host: hub, rest: text };
  return { host: first === `index.${hub}` ? hub : first, rest: text.slice(slash + 1) };
};

/**
 * Reads a reference as Docker does (distribution/reference, "ParseNormalizedNamed"): without a host
 * it is Docker Hub's, there a name alone is of `library`, and a digest counts more than a tag.
 * Throws BadInput.
 */
export const parseReference = (text: string): RegistryReference => {
  const trimmed = text.trim();
  const { host, rest } = splitHost(trimmed);
  const found = versionedName.exec(rest)?.groups;
  const given = found?.['name'] ?? '';
  const name = host === hub && !given.includes('/') ? `library/${given}` : given;
  const valid =
    !idPattern.test(trimmed) &&
    hostPattern.test(host) &&
    given.split('/').every((part) => partPattern.test(part)) &&
    host.length + 1 + name.length <= longestName;
  if (!valid) throw new BadInput('source.image', registryRefusals.noReference(text.slice(0, 80)));
  return { host, name, version: found?.['digest'] ?? found?.['tag'] ?? 'latest' };
};

/**
 * The host of a registry as somebody types it, with or without what a browser shows around it; null
 * when it is none. All names of Docker Hub are `docker.io`.
 */
export const registryHost = (text: string): string | null => {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/(?:v[12]\/?)?$/, '');
  if (!hostPattern.test(host)) return null;
  return [hub, `index.${hub}`, `registry-1.${hub}`, 'hub.docker.com'].includes(host) ? hub : host;
};

/** Where the registry's API is: Docker Hub has it on another host than its images are named by. */
export const apiHost = ({ host }: Pick<RegistryReference, 'host'>): string =>
  host === hub ? `registry-1.${hub}` : host;
