import { digestOf } from '../digest.ts';
import { gather } from '../tar.ts';
import type { Part, PartStore } from '../image/parts.ts';

export type MemoryPart = Part & { content: Buffer };

/** Keeps the files of an archive in memory. */
export const memoryParts = (): PartStore<MemoryPart> => ({
  write: async (source) => {
    const content = await gather(source);
    return { content, bytes: content.length, digest: digestOf(content) };
  },
  text: async ({ content }) => content.toString('utf8'),
});
