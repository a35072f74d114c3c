import type { SnapshotFault } from '@nanoedge/archive';
import { BadInput } from '../errors.ts';

/** Somebody brought a snapshot that no device could restore. */
export class UnsoundSnapshot extends BadInput {
  /** The fault as every reader of snapshots names it. */
  readonly word: SnapshotFault;
  constructor(word: SnapshotFault, message: string, remedy: string) {
    super('file', message, remedy);
    this.word = word;
  }
}
