export {
  buildImages,
  type BuildOptions,
  type BuildProgress,
  type BuildStep,
  type BuiltImage,
} from './build-images.ts';
export { bundle, type Bundles, type Service } from './bundle.ts';
export { debianMirror, ensureBaseImage } from './debian.ts';
export { BundleError, CommandError, ManifestError, UnsupportedEngineError } from './errors.ts';
export { looseParts, type LooseParts } from './loose-parts.ts';
export { type Architecture, architectures } from './platform.ts';
export { supportedModules } from './shims-plugin.ts';
export { compileManifest } from './services/compile-manifest.ts';
export { findServices, type FoundService } from './services/find-services.ts';
export type { FieldNote, FieldNotes, ManifestSource } from './services/source.ts';
