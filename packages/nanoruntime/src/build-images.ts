import { bundle } from './bundle.ts';
import { run } from './command.ts';
import { engineArchitecture, readLabels } from './docker.ts';
import { hashOf } from './hash.ts';
import { imageId, packImages, serviceUser, type Image } from './image-archive.ts';
import { architectures, platforms, type Architecture } from './platform.ts';
import { packTar } from './tar.ts';
import { compileBytecode, compileRuntime, describeToolchain, type Toolchain } from './toolchain.ts';

export interface Service {
  /** The image's name, for example `presence-detection`. */
  name: string;
  /** Path of the main module. */
  entry: string;
}

export type BuildStep = 'bundle' | 'runtime' | 'bytecode' | 'load' | 'done';

export interface BuildProgress {
  step: BuildStep;
  message: string;
}

export interface BuildOptions {
  services: readonly Service[];
  /** Left out: the engine's own. */
  arch?: readonly Architecture[];
  tagPrefix: string;
  version: string;
  /** Written into the images; equal times and inputs give equal image ids. Left out: 1970. */
  created?: Date;
  onProgress?: (progress: BuildProgress) => void;
  signal?: AbortSignal;
}

export interface BuiltImage {
  service: string;
  arch: Architecture;
  tag: string;
  /** `sha256:…` of the image's configuration. */
  id: string;
  /** Bytes of all layers, and of the layer that is the service's alone. */
  size: number;
  layerSize: number;
  /** True when the engine had exactly this image and nothing was loaded. */
  cached: boolean;
}

const INPUTS_LABEL = 'io.nanoedge.inputs';

function tagOf(options: BuildOptions, name: string, suffix: string): string {
  return `${options.tagPrefix}/${name}:${options.version}${suffix}`;
}

function labelsOf(options: BuildOptions, title: string, inputs: string): Record<string, string> {
  return {
    'org.opencontainers.image.title': `${options.tagPrefix}/${title}`,
    'org.opencontainers.image.version': options.version,
    'org.opencontainers.image.licenses': 'Apache-2.0',
    [INPUTS_LABEL]: inputs,
  };
}

async function bundleAll(services: readonly Service[]): Promise<Map<string, string>> {
  const bundles = services.map(async ({ name, entry }) => [name, (await bundle({ entry })).code] as const);
  return new Map(await Promise.all(bundles));
}

function runtimeLayer(nano: Buffer): Buffer {
  return packTar([
    { path: 'nano', bytes: nano, mode: 0o755 },
    // A volume mounted here takes over this folder's owner, so that the service may write.
    { path: 'data', id: serviceUser, mode: 0o750 },
  ]);
}

interface Context {
  options: BuildOptions;
  bundles: ReadonlyMap<string, string>;
  native: Toolchain;
  host: Architecture;
  report: (step: BuildStep, message: string) => void;
}

async function buildFor(arch: Architecture, context: Context): Promise<BuiltImage[]> {
  const { options, bundles, native, host, report } = context;
  const { signal } = options;
  const toolchain = arch === host ? native : await describeToolchain(arch, host);
  const suffix = arch === host ? '' : `-${arch}`;
  const created = options.created ?? new Date(0);
  const inputsOf = (code: string): string => hashOf(toolchain.inputs, code, options.version, created.toISOString()).slice(0, 32);

  report('runtime', `runtime for ${arch}`);
  const step = { signal, onLine: (line: string) => report('runtime', line) };
  const base = runtimeLayer(await compileRuntime(toolchain, step));
  report('bytecode', `${bundles.size} services for ${arch}`);
  const bytecode = await compileBytecode(bundles, native, step);

  const shared = { platform: platforms[arch].image, created };
  const baseLabels = labelsOf(options, 'base', inputsOf(''));
  const images: Image[] = [{ ...shared, tag: tagOf(options, 'base', `-${arch}`), labels: baseLabels, layers: [base] }];
  const results: BuiltImage[] = [];
  for (const [name, code] of bundles) {
    const layer = packTar([{ path: 'service.qbc', bytes: bytecode.get(name) ?? Buffer.alloc(0) }]);
    const labels = { ...labelsOf(options, name, inputsOf(code)), 'io.nanoedge.service': name };
    const image = { ...shared, tag: tagOf(options, name, suffix), labels, layers: [base, layer] };
    images.push(image);
    const size = base.length + layer.length;
    results.push({ service: name, arch, tag: image.tag, id: imageId(image), size, layerSize: layer.length, cached: false });
  }

  const present = await readLabels(
    images.map(({ tag }) => tag),
    signal,
  );
  const missing = images.filter(({ tag, labels }) => present.get(tag)?.[INPUTS_LABEL] !== labels[INPUTS_LABEL]);
  if (missing.length > 0) {
    report('load', missing.map(({ tag }) => tag).join(', '));
    await run(['docker', 'load', '--quiet'], { input: packImages(missing), signal });
  }
  const loaded = new Set(missing.map(({ tag }) => tag));
  return results.map((result) => ({ ...result, cached: !loaded.has(result.tag) }));
}

/**
 * Builds one image per service and architecture on the engine of DOCKER_HOST, from Node source to loaded image.
 * Native images are `<tagPrefix>/<service>:<version>`, others end with `-<arch>`; their common base is
 * `<tagPrefix>/base:<version>-<arch>`. Images whose inputs did not change are left alone.
 * Rejects with BundleError (the service), CommandError (docker or a compiler), UnsupportedEngineError.
 */
export async function buildImages(options: BuildOptions): Promise<BuiltImage[]> {
  const report = (step: BuildStep, message: string): void => options.onProgress?.({ step, message });
  report('bundle', options.services.map(({ name }) => name).join(', '));
  const bundles = await bundleAll(options.services);
  const host = await engineArchitecture(options.signal);
  const native = await describeToolchain(host, host);
  const built: BuiltImage[] = [];
  for (const arch of architectures.filter((one) => (options.arch ?? [host]).includes(one))) {
    built.push(...(await buildFor(arch, { options, bundles, native, host, report })));
  }
  report('done', `${built.length} images`);
  return built;
}
