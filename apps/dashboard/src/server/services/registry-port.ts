import type { Bytes, Digest, NanoserviceManifest } from '@nanoedge/protocol';

/**
 * An image as its registry describes it. `image` is pinned by the manifest's digest; `layers` are
 * diff ids with the bytes that a pull moves, which are compressed; `bytes` is their sum.
 */
export interface RegistryImage {
  image: string;
  imageId: Digest;
  architecture: string;
  configBytes: number;
  bytes: number;
  layers: { digest: Digest; bytes: Bytes }[];
  /** The folders that the image declares as volumes. */
  volumes: string[];
  /** What the image says of itself; null when it says nothing. */
  manifest: NanoserviceManifest | null;
}

/** The registries of the world, read only. */
export interface RegistryPort {
  /**
   * What the image consists of on the first of the platforms that it is built for. Throws BadInput
   * naming `source.image`.
   */
  resolve: (image: string, platforms: readonly string[]) => Promise<RegistryImage>;
}
