import { packLayer, type LayerEntry } from '@nanoedge/archive';
import { manifestLabel, NanoserviceManifest, parse } from '@nanoedge/protocol';
import { bundle, type Bundles, type Service } from './bundle.ts';
import { runCommand } from './command.ts';
import { engineArchitecture, readLabels } from './docker.ts';
import { hashOf } from './hash.ts';
import { imageId, packImages, serviceUser, type Image, type Layer } from './image-archive.ts';
import { architectures, platforms, type Architecture } from './platform.ts';
import { compileBytecode, compileRuntime, describeToolchain, type Toolchain } from './toolchain.ts';

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
  /** Bytes of all layers. */
  size: number;
  /**
   * Bytes of the layer that all services of one build share; 0 when they have nothing in common or
   * there is only one.
   */
  sharedSize: number;
  /** Bytes of the layer that is the service's alone: what a change of the service moves. */
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

/** The label with what a service says of itself, if it says anything. */
function manifestLabels({ name, manifest }: Service): Record<string, string> {
  return manifest === undefined
    ? {}
    : {
        [manifestLabel]: JSON.stringify(
          parse(NanoserviceManifest, manifest, `manifest of ${name}`),
        ),
      };
}

function runtimeLayer(nano: Buffer): Layer {
  const data = { path: 'data', id: serviceUser, mode: 0o750 };
  // A volume mounted on /data takes over this folder's owner, so that the service may write.
  return {
    title: 'nano runtime',
    tar: packLayer([{ path: 'nano', bytes: nano, mode: 0o755 }, data]),
  };
}

/**
 * One layer with every chunk of the build, also those that some services do not load: it is the
 * same for all.
 */
function sharedLayers(chunks: readonly LayerEntry[]): Layer[] {
  return chunks.length === 0
    ? []
    : [{ title: 'shared bytecode', tar: packLayer([{ path: 'lib', mode: 0o755 }, ...chunks]) }];
}

function sizeOf(layers: readonly Layer[]): number {
  return layers.reduce((sum, { tar }) => sum + tar.length, 0);
}

interface Context {
  options: BuildOptions;
  bundles: Bundles;
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
  const inputsOf = (...code: string[]): string =>
    hashOf(toolchain.inputs, ...code, options.version, created.toISOString()).slice(0, 32);

  report('runtime', `runtime for ${arch}`);
  const step = { signal, onLine: (line: string) => report('runtime', line) };
  const base = runtimeLayer(await compileRuntime(toolchain, step));
  report('bytecode', `${bundles.services.size} services for ${arch}`);
  const bytecode = await compileBytecode(
    new Map([...bundles.services, ...bundles.chunks]),
    native,
    step,
  );
  const bytecodeOf = (name: string): Buffer => bytecode.get(name) ?? Buffer.alloc(0);
  const common = sharedLayers(
    [...bundles.chunks.keys()].map((name) => ({ path: `lib/${name}`, bytes: bytecodeOf(name) })),
  );
  const sharedSize = sizeOf(common);

  const everyone = { platform: platforms[arch].image, created };
  const baseLabels = labelsOf(options, 'base', inputsOf(''));
  const images: Image[] = [
    { ...everyone, tag: tagOf(options, 'base', `-${arch}`), labels: baseLabels, layers: [base] },
  ];
  const results: BuiltImage[] = [];
  for (const service of options.services) {
    const { name } = service;
    const code = bundles.services.get(name) ?? '';
    const said = manifestLabels(service);
    const own: Layer = {
      title: 'service bytecode',
      tar: packLayer([{ path: 'service.qbc', bytes: bytecodeOf(name) }]),
    };
    const labels = {
      ...labelsOf(
        options,
        name,
        inputsOf(code, ...bundles.chunks.values(), ...Object.values(said)),
      ),
      'io.nanoedge.service': name,
      ...said,
    };
    const image = {
      ...everyone,
      tag: tagOf(options, name, suffix),
      labels,
      layers: [base, ...common, own],
    };
    images.push(image);
    const sizes = { size: sizeOf(image.layers), sharedSize, layerSize: own.tar.length };
    results.push({
      service: name,
      arch,
      tag: image.tag,
      id: imageId(image),
      ...sizes,
      cached: false,
    });
  }

  const present = await readLabels(
    images.map(({ tag }) => tag),
    signal,
  );
  const missing = images.filter(
    ({ tag, labels }) => present.get(tag)?.[INPUTS_LABEL] !== labels[INPUTS_LABEL],
  );
  if (missing.length > 0) {
    report('load', missing.map(({ tag }) => tag).join(', '));
    await runCommand(['docker', 'load', '--quiet'], { input: await packImages(missing), signal });
  }
  const loaded = new Set(missing.map(({ tag }) => tag));
  return results.map((result) => ({ ...result, cached: !loaded.has(result.tag) }));
}

/**
 * Builds one image per service and architecture on the engine of DOCKER_HOST, from Node source to
 * loaded image. What several of these services have in common is one layer of all their images, so
 * a service that is built without the others shares nothing but the runtime with them. Native
 * images are `<tagPrefix>/<service>:<version>`, others end with `-<arch>`; their common base is
 * `<tagPrefix>/base:<version>-<arch>`. Images whose inputs did not change are left alone. Rejects
 * with BundleError (a service), CommandError (docker or a compiler), UnsupportedEngineError.
 */
export async function buildImages(options: BuildOptions): Promise<BuiltImage[]> {
  const report = (step: BuildStep, message: string): void =>
    options.onProgress?.({ step, message });
  report('bundle', options.services.map(({ name }) => name).join(', '));
  const bundles = await bundle(options.services);
  const host = await engineArchitecture(options.signal);
  const native = await describeToolchain(host, host);
  const built: BuiltImage[] = [];
  for (const arch of architectures.filter((one) => (options.arch ?? [host]).includes(one))) {
    built.push(...(await buildFor(arch, { options, bundles, native, host, report })));
  }
  report('done', `${built.length} images`);
  return built;
}
