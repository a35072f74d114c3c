import { maxContentBytes } from '@nanoedge/base';
import { contentWords, formatLimit } from '@nanoedge/words';
import { z } from 'zod';
import { postFile, type WaitForSignIn } from '@/browser/upload/post-file.ts';
import { detailText } from '@/browser/api/problem.ts';

const Uploaded = z.object({
  digest: z.string(),
  kind: z.enum(['pdf', 'image', 'markdown']),
  bytes: z.number(),
  name: z.string(),
});
export type Uploaded = z.infer<typeof Uploaded>;

export type UploadResult =
  | { ok: true; file: Uploaded }
  | { ok: false; problem: string; refused: boolean };

/** Sends one file of a meeting; `onShare` gets what part of it has gone (0 to 1). */
export const upload = async (
  file: File,
  { onShare, signInAgain }: { onShare: (share: number) => void; signInAgain: WaitForSignIn },
): Promise<UploadResult> => {
  if (file.size > maxContentBytes)
    return {
      ok: false,
      problem: contentWords.tooLarge(formatLimit(maxContentBytes)),
      refused: true,
    };
  const body = new FormData();
  body.append('file', file);
  const posted = await postFile('/api/content', body, {
    signInAgain,
    onBytes: (sent, total) => onShare(total === 0 ? 0 : sent / total),
  });
  if (!posted.ok) {
    return { ok: false, problem: detailText(posted.problem), refused: posted.refused };
  }
  const uploaded = Uploaded.safeParse(posted.body);
  return uploaded.success
    ? { ok: true, file: uploaded.data }
    : { ok: false, problem: contentWords.uploadFailed, refused: false };
};
