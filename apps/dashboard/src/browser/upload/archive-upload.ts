import { NanoserviceManifest, type ProblemDetail } from '@nanoedge/protocol';
import { requestWords } from '@nanoedge/words';
import { z } from 'zod';
import { type Posted, postFile, type WaitForSignIn } from './post-file.ts';

/** What the dashboard found in an image archive; `upload` names it when a release is made of it. */
const UploadedImage = z.object({
  upload: z.string(),
  imageId: z.string(),
  reference: z.nullable(z.string()),
  architecture: z.string(),
  bytes: z.number(),
  layers: z.array(z.object({ digest: z.string(), bytes: z.number() })),
  manifest: z.nullable(NanoserviceManifest),
  volumes: z.array(z.string()),
  setuid: z.nullable(z.array(z.string())),
});
export type UploadedImage = z.infer<typeof UploadedImage>;

const UploadedSnapshot = z.object({ id: z.string(), name: z.string(), version: z.string() });
export type UploadedSnapshot = z.infer<typeof UploadedSnapshot>;

export type ArchiveResult<T> = { ok: true; value: T } | { ok: false; problem: ProblemDetail };

interface Watch {
  onBytes: (sent: number) => void;
  signal: AbortSignal;
  signInAgain: WaitForSignIn;
}

const unreadable: ProblemDetail = { field: null, ...requestWords.unreadable };

const resultOf = <T>(posted: Posted, schema: z.ZodType<T>): ArchiveResult<T> => {
  if (!posted.ok) return posted;
  const value = schema.safeParse(posted.body);
  return value.success ? { ok: true, value: value.data } : { ok: false, problem: unreadable };
};

/** Sends a `docker save` or OCI archive. */
export const sendImage = async (file: File, watch: Watch): Promise<ArchiveResult<UploadedImage>> =>
  resultOf(
    await postFile('/api/images', file, { ...watch, contentType: 'application/x-tar' }),
    UploadedImage,
  );

/** Sends a snapshot that was downloaded before, also from another installation. */
export const sendSnapshot = async (
  site: string,
  file: File,
  watch: Watch,
): Promise<ArchiveResult<UploadedSnapshot>> =>
  resultOf(
    await postFile(`/api/snapshots?site=${encodeURIComponent(site)}`, file, {
      ...watch,
      contentType: 'application/zstd',
    }),
    UploadedSnapshot,
  );
