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
  /** The digests of the layers as the registry has them, lowest first. */
  blobs: Digest[];
  /** The folders that the image declares as volumes. */
  volumes: string[];
  /** What the image says of itself; null when it says nothing. */
  manifest: NanoserviceManifest | null;
}

export interface RegistryCredentials {
  username: string;
  password: string;
}

/** How a registry is spoken to that somebody entered. `isPlain`: without TLS. */
export interface RegistryAccess {
  isPlain: boolean;
  credentials: RegistryCredentials | null;
}

/** What a registry says to a name and a password; `open`: it asks for none. */
export type RegistryCheck = 'signed-in' | 'open' | 'refused';

/** The registries of the world, read only. `access` null: as anybody. */
export interface RegistryPort {
  /** The registry that a reference means, `docker.io` where it names none. Throws as `resolve`. */
  hostOf: (image: string) => string;
  /**
   * The registry that somebody means by a host or an address; null when it is none. Docker Hub has
   * several.
   */
  readHost: (text: string) => string | null;
  /**
   * What the image consists of on the first of the platforms that it is built for. Throws BadInput
   * naming `source.image`.
   */
  resolve: (
    image: string,
    platforms: readonly string[],
    access: RegistryAccess | null,
  ) => Promise<RegistryImage>;
  /** The bytes of a config or a layer, unchecked. Throws as `resolve`. */
  read: (image: string, blob: Digest, access: RegistryAccess | null) => AsyncIterable<Uint8Array>;
  /** Tries to sign in. Throws BadInput naming `host` when no registry answers there. */
  check: (host: string, access: RegistryAccess) => Promise<RegistryCheck>;
}
