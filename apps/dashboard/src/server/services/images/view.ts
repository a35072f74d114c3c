import type { Bytes, Digest, NanoserviceManifest } from '@nanoedge/protocol';

/**
 * The answer of `POST /api/images`. `upload` is what `nanoservices.create` names as its source,
 * within a day.
 */
export interface UploadedImageView {
  upload: string;
  imageId: Digest;
  reference: string;
  architecture: string;
  bytes: Bytes;
  layers: { digest: Digest; bytes: Bytes }[];
  /** What the image says of itself; null when it says nothing. */
  manifest: NanoserviceManifest | null;
  /** The folders that it declares as volumes. */
  volumes: string[];
  /** Its files that run with the rights of their owner or group; null: they cannot be read. */
  setuid: string[] | null;
}
