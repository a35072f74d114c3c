export {
  cutSnapshots,
  malformedSnapshots,
  turnedBits,
  type MalformedSnapshot,
} from './malformed-snapshots.ts';
export {
  aDescription,
  listed,
  manifestEntry,
  rawEntries,
  rawSnapshot,
  rawTar,
  rawZstd,
  type RawEntry,
  type RawSnapshot,
} from './raw-snapshot.ts';
