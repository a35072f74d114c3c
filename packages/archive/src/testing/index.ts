export {
  dockerEntries,
  inChunks,
  makeImage,
  newDockerEntries,
  ociEntries,
  severalPlatforms,
  tarOf,
  type ImageEntry,
  type MadeImage,
} from './images.ts';
export {
  cutSnapshots,
  malformedSnapshots,
  turnedBits,
  type MalformedSnapshot,
} from './malformed-snapshots.ts';
export { memoryParts, type MemoryPart } from './memory-parts.ts';
export {
  aDescription,
  manifestEntry,
  manifestFileOf,
  rawEntries,
  rawSnapshot,
  rawTar,
  rawZstd,
  type RawEntry,
  type RawSnapshot,
} from './raw-snapshot.ts';
