import { snapshotDamage } from '@nanoedge/words';
import { readInSteps, type ReadStep } from '../steps.ts';
import { SnapshotDamaged } from './damaged.ts';

const magic = 0xfd2fb528;
const lastBlock = 0b001;
const repeatedByte = 1;

const broken = (says: string): SnapshotDamaged => new SnapshotDamaged('stream', says);

/** Bytes of a frame's header behind its descriptor (RFC 8878, 3.1.1.1). */
const headerBytes = (descriptor: number): number => {
  const isSingleSegment = (descriptor & 0b10_0000) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 0b11] ?? 0;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return (isSingleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
};

/** Walks through one zstd frame: asks for headers, and lets blocks pass. */
function* walk(): Generator<ReadStep, void, Buffer> {
  const start = yield { collect: 5 };
  if (start.readUInt32LE(0) !== magic) throw broken(snapshotDamage.noZstd);
  const descriptor = start.readUInt8(4);
  yield { pass: headerBytes(descriptor) };
  for (let isLast = false; !isLast; ) {
    const header = (yield { collect: 3 }).readUIntLE(0, 3);
    isLast = (header & lastBlock) !== 0;
    yield { pass: ((header >> 1) & 0b11) === repeatedByte ? 1 : header >> 3 };
  }
  const hasChecksum = (descriptor & 0b100) !== 0;
  yield { pass: hasChecksum ? 4 : 0 };
}

/**
 * A frame around nothing, with its checksum: Node's compressor writes one behind the content when
 * its last bytes and its end come at once.
 */
const emptyFrame = Buffer.from('28b52ffd240001000099e9d851', 'hex');

/**
 * Lets one zstd frame pass, behind which nothing or one empty frame may stand. Node's decompressor
 * overlooks what stands behind a frame when it comes in one chunk with the frame's end, and reads
 * it as another frame when it does not: what a file means would depend on how it is read. Throws
 * SnapshotDamaged at other bytes behind the frame; a frame that was cut short meets the
 * decompressor.
 */
export async function* oneFrame(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const read = readInSteps(walk());
  let behind = Buffer.alloc(0);
  for await (const chunk of source) {
    const end = read(chunk);
    if (end > 0) yield chunk.subarray(0, end);
    behind = Buffer.concat([behind, chunk.subarray(end, end + emptyFrame.length + 1)]);
    if (!emptyFrame.subarray(0, behind.length).equals(behind))
      throw broken(snapshotDamage.moreBehindFrame);
  }
  if (behind.length > 0 && behind.length < emptyFrame.length)
    throw broken(snapshotDamage.cutBehindFrame);
}
