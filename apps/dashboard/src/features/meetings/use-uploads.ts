import type { DraftContent } from './content-draft.ts';
import { upload } from './upload-content.ts';

/** Changes the list from what it is at that moment; several pieces may be on their way at once. */
export type ChangeContent = (update: (content: DraftContent[]) => DraftContent[]) => void;

/**
 * Uploads files one after the other, each a row of its own that fills up and then is there, or says
 * why not.
 */
export const useUploads = (change: ChangeContent) => {
  const one = async (file: File) => {
    const key = crypto.randomUUID();
    const replace = (item: DraftContent) =>
      change((content) => content.map((entry) => (entry.key === key ? item : entry)));
    const uploading = (share: number): DraftContent => ({
      key,
      state: 'uploading',
      name: file.name,
      bytes: file.size,
      share,
    });
    change((content) => [
      ...content.filter((entry) => entry.state !== 'refused' || entry.name !== file.name),
      uploading(0),
    ]);
    const result = await upload(file, (share) => replace(uploading(share)));
    if (!result.ok) {
      replace({ key, state: 'refused', name: file.name, problem: result.problem });
      return;
    }
    const { kind, digest, bytes, name } = result.file;
    replace({ key, state: 'ready', kind, digest, bytes, name });
  };
  return async (files: readonly File[]) => {
    for (const file of files) await one(file);
  };
};
