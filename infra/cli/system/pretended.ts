import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { packTar } from '@nanoedge/archive';
import type { BuiltImage, FoundService } from '@nanoedge/nanoruntime';
import { manifestLabel } from '@nanoedge/protocol';

/** What of an image a site's document says. */
export type PretendedImage = Pick<BuiltImage, 'service' | 'arch' | 'tag' | 'id' | 'size'>;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const tarOf = (files: Record<string, Buffer>): Promise<Buffer> =>
  buffer(
    packTar(
      Object.entries(files).map(([name, content]) => ({
        header: { name, size: content.length, mtime: new Date(0) },
        content: [content],
      })),
    ),
  );

/** An image of one layer that holds nothing but the service's name, as `docker save` writes it. */
const saved = async (
  { name, manifest }: FoundService,
  tag: string,
): Promise<{ id: string; archive: Buffer }> => {
  const layer = await tarOf({ 'service.txt': Buffer.from(`${name}\n`) });
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Labels: { [manifestLabel]: JSON.stringify(manifest) } },
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
    }),
  );
  const id = sha256(config);
  const index = [{ Config: `${id}.json`, RepoTags: [tag], Layers: ['layer/layer.tar'] }];
  const archive = await tarOf({
    [`${id}.json`]: config,
    'layer/layer.tar': layer,
    'manifest.json': Buffer.from(JSON.stringify(index)),
  });
  return { id: `sha256:${id}`, archive };
};

/**
 * Releases that nothing has to be built for: each says of itself what the built one would, and has
 * no program in it.
 */
export const pretendReleases = async (
  services: readonly FoundService[],
  options: { folder: string; version: string },
): Promise<{ releases: PretendedImage[]; archives: Map<string, string> }> => {
  mkdirSync(options.folder, { recursive: true });
  const archives = new Map<string, string>();
  const releases = await Promise.all(
    services.map(async (service): Promise<PretendedImage> => {
      const tag = `nanoedge/${service.name}:${options.version}`;
      const { id, archive } = await saved(service, tag);
      const path = join(options.folder, `${service.name}.tar`);
      writeFileSync(path, archive);
      archives.set(service.name, path);
      return { service: service.name, arch: 'amd64', tag, id, size: archive.length };
    }),
  );
  return { releases, archives };
};
