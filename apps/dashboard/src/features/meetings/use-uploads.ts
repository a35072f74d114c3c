import { useGate } from '@/browser/api/sign-in-gate.ts';
import type { DraftContent } from './content-draft.ts';
import { upload } from './upload-content.ts';

/** Changes the list from what it is at that moment; several pieces may be on their way at once. */
export type ChangeContent = (update: (content: DraftContent[]) => DraftContent[]) => void;

/**
 * Uploads files one after the other, each a row of its own that fills up and then is there, or says
 * why not.
 */
export const useUploads = (change: ChangeContent) => {
  const gate = useGate();
  const one = async (file: File, key: string) => {
    const replace = (item: DraftContent) =>
      change((content) => content.map((entry) => (entry.key === key ? item : entry)));
    const uploading = (share: number): DraftContent => ({
      key,
      state: 'uploading',
      name: file.name,
      bytes: file.size,
      share,
    });
    const waiting = uploading(0);
    change((content) =>
      content.some((entry) => entry.key === key)
        ? content.map((entry) => (entry.key === key ? waiting : entry))
        : [
            ...content.filter((entry) => entry.state !== 'refused' || entry.name !== file.name),
            waiting,
          ],
    );
    const result = await upload(file, {
      onShare: (share) => replace(uploading(share)),
      signInAgain: gate.wait,
    });
    if (!result.ok) {
      const refused = { key, state: 'refused', name: file.name, problem: result.problem } as const;
      replace(result.refused ? refused : { ...refused, retry: file });
      return;
    }
    const { kind, digest, bytes, name } = result.file;
    replace({ key, state: 'ready', kind, digest, bytes, name });
  };
  return {
    send: async (files: readonly File[]) => {
      for (const file of files) await one(file, crypto.randomUUID());
    },
    /** Sends a file again, in the row where it stands. */
    again: one,
  };
};
