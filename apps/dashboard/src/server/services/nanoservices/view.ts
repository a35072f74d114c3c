import type { Bytes, Digest, NanoserviceName } from '@nanoedge/protocol';
import type { ReleaseSpec } from '../../db/schema/index.ts';

/**
 * `bytes` is the whole image; `createdAt` when the dashboard learned of the release. `architecture`
 * as Docker names it (amd64, arm64, arm); `archived`: the dashboard has its layers and can send
 * them.
 */
export interface ReleaseView {
  id: string;
  nanoservice: NanoserviceName;
  version: string;
  image: string;
  imageId: Digest;
  bytes: Bytes;
  createdAt: number;
  architecture: string;
  layers: { digest: Digest; bytes: Bytes }[];
  archived: boolean;
  /** The engines pull it from its registry; then sizes are those of the compressed layers. */
  pulled: boolean;
  spec: ReleaseSpec;
}

/**
 * `title`: what its image calls it, else its name. `builtIn`: brought by the installation. Releases
 * newest first.
 */
export interface NanoserviceView {
  name: NanoserviceName;
  title: string;
  description: string;
  builtIn: boolean;
  releases: ReleaseView[];
}

/** What of a nanoservice can be brought to devices; releases newest first. */
export type NanoserviceReleases = Pick<NanoserviceView, 'title' | 'releases'>;

/** What a nanoservice is called. */
export type NanoserviceTitle = Pick<NanoserviceView, 'name' | 'title'>;
