/**
 * Why a snapshot is refused, in one word, the same wherever it is read:
 * `digest` the file is not the one that was stored; `stream` it is not one zstd frame around one
 * tar, or was cut short; `manifest` it does not begin with a manifest that makes sense; `path` a
 * name leads out of its volume; `unlisted` an entry is not in the manifest, or there twice;
 * `missing` one that is in the manifest is not there; `kind`, `size`, `content`, `owner` one is
 * not what the manifest says of it.
 */
export type SnapshotFault =
  | 'digest'
  | 'stream'
  | 'manifest'
  | 'path'
  | 'unlisted'
  | 'missing'
  | 'kind'
  | 'size'
  | 'content'
  | 'owner';

/** A snapshot that is not what it says it is. The message is for people and names the place. */
export class SnapshotDamaged extends Error {
  readonly word: SnapshotFault;
  constructor(word: SnapshotFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SnapshotDamaged';
    this.word = word;
  }
}
