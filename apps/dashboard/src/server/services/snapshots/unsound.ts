import type { SnapshotFault } from '@nanoedge/archive';
import { type RefusalWords } from '@nanoedge/words';
import { BadInput } from '../errors.ts';

/** Somebody brought a snapshot that no device could restore. */
export class UnsoundSnapshot extends BadInput {
  /** The fault as every reader of snapshots names it. */
  readonly word: SnapshotFault;
  constructor(word: SnapshotFault, words: RefusalWords) {
    super('file', words);
    this.word = word;
  }
}
