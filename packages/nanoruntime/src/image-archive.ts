import { buffer } from 'node:stream/consumers';
import { digestOf, saveImages, type SavedImage, type SavedPart } from '@nanoedge/archive';
import type { Platform } from './platform.ts';

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

const part = (bytes: Buffer): SavedPart => ({
  digest: digestOf(bytes),
  bytes: bytes.length,
  read: () => [bytes],
});

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
      rootfs: { type: 'layers', diff_ids: layers.map(({ tar }) => digestOf(tar)) },
      history: layers.map(({ title }) => ({ created: created.toISOString(), created_by: title })),
    }),
  );
  return { id: digestOf(config), config };
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
export function packImages(images: readonly Image[]): Promise<Buffer> {
  const saved = images.map((image): SavedImage => {
    const { config } = configure(image);
    return {
      tags: [image.tag],
      config: part(config),
      layers: image.layers.map(({ tar }) => part(tar)),
    };
  });
  return buffer(saveImages(saved));
}
