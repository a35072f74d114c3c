export { digestOf, digestOfHex, hexOf, measure, type Measured } from './digest.ts';
export {
  Descriptor,
  DockerManifest,
  ImageConfig,
  isAttestation,
  isImageManifest,
  OciIndex,
} from './image/documents.ts';
export type { Part, PartStore } from './image/parts.ts';
export { pickPlatform, platformName, runsOn } from './image/platform.ts';
export { inflated } from './inflate.ts';
export { imageIdsOf } from './image/identity.ts';
export { readImage, type ReadImage } from './image/read.ts';
export { ImageRefused } from './image/refused.ts';
export {
  manifestDigestOf,
  saveImages,
  type SavedImage,
  type SavedPart,
} from './image/save.ts';
export { setuidFiles } from './image/setuid.ts';
export { maxImageBytes } from './image/unpack.ts';
export { filesOfTar, packLayer, type LayerEntry } from './layer.ts';
export { isSafePath, plainName } from './path.ts';
export { SnapshotDamaged, type SnapshotFault } from './snapshot/damaged.ts';
export { sealManifest, type SnapshotDescription } from './snapshot/manifest.ts';
export { openSnapshot, type OpenSnapshot, type SnapshotEntry } from './snapshot/open.ts';
export { verifySnapshot, type CheckedSnapshot, type SnapshotCheck } from './snapshot/verify.ts';
export {
  describeEntry,
  firstDifference,
  keyOf,
  kindOf,
  volumesDigest,
  type VolumeEntry,
} from './snapshot/volume-entry.ts';
export { writeSnapshot, type SnapshotContent } from './snapshot/write.ts';
export {
  gather,
  isBrokenArchive,
  packTar,
  readTar,
  type Content,
  type ReadEntry,
  type TarEntry,
} from './tar.ts';
