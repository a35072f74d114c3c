import { fileURLToPath } from 'node:url';
import { Serial } from '@nanoedge/base';
import { type ChildLimits, lookInChild } from '../pdf/look-in-child.ts';
import type { TryPicture } from '../services/picture-port.ts';

const program = fileURLToPath(new URL('child.ts', import.meta.url));

const limits: ChildLimits = { residentBytes: 600_000_000, ms: 30_000 };

/** One picture at a time, so that ten uploads at once cost no more memory than one. */
export const openPictureCheck = (): TryPicture => {
  const queue = new Serial();
  return (file) =>
    queue.run(async () => {
      const looked = await lookInChild(program, file, limits);
      if ('fault' in looked) return looked.fault;
      return looked.said === 'drawn' ? 'drawn' : 'broken';
    });
};
