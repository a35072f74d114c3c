import type { Digest } from '@nanoedge/protocol';

/** The answer of `POST /api/content`. */
export interface UploadedContent {
  digest: Digest;
  kind: 'pdf' | 'image' | 'markdown';
  mediaType: string;
  bytes: number;
  name: string;
}
