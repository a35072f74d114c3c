import { sha256 } from './hash.ts';
import type { Platform } from './platform.ts';
import { packTar, type TarEntry } from './tar.ts';

/** Uid and gid of every service; nobody else on a Debian host has it. */
export const serviceUser = 65532;

export interface Layer {
  /** What `docker history` says of it. */
  title: string;
  /** An uncompressed tar archive. */
  tar: Buffer;
}

export interface Image {
  tag: string;
  platform: Platform['image'];
  labels: Record<string, string>;
  /** Lowest first. */
  layers: readonly Layer[];
  created: Date;
}

interface Built {
  id: string;
  config: Buffer;
}

function configure({ platform, labels, layers, created }: Image): Built {
  const config = Buffer.from(
    JSON.stringify({
      ...platform,
      os: 'linux',
      created: created.toISOString(),
      config: {
        User: `${serviceUser}:${serviceUser}`,
        Entrypoint: ['/nano'],
        ExposedPorts: { '5683/udp': {} },
        WorkingDir: '/',
        Env: ['PATH=/'],
        Labels: labels,
      },
      rootfs: { type: 'layers', diff_ids: layers.map(({ tar }) => `sha256:${sha256(tar)}`) },
      history: layers.map(({ title }) => ({ created: created.toISOString(), created_by: title })),
    }),
  );
  return { id: `sha256:${sha256(config)}`, config };
}

/** The image's id, which follows from its content alone. */
export function imageId(image: Image): string {
  return configure(image).id;
}

/**
 * One archive for `docker load` with all images; a layer that several share is in it once. Written
 * here and not by `docker build`, because only so can images name another architecture on an old
 * engine and have the same id on every machine.
 */
export function packImages(images: readonly Image[]): Buffer {
  const layers = new Map<string, TarEntry>();
  const configs: TarEntry[] = [];
  const manifest = images.map((image) => {
    const { id, config } = configure(image);
    const configPath = `${id.slice('sha256:'.length)}.json`;
    configs.push({ path: configPath, bytes: config });
    const paths = image.layers.map(({ tar }) => {
      const path = `${sha256(tar)}.tar`;
      layers.set(path, { path, bytes: tar });
      return path;
    });
    return { Config: configPath, RepoTags: [image.tag], Layers: paths };
  });
  return packTar([
    ...layers.values(),
    ...configs,
    { path: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest)) },
  ]);
}
