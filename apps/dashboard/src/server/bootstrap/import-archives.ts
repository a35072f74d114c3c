import { createReadStream } from 'node:fs';
import { and, eq } from 'drizzle-orm';
import { releases } from '../db/schema/index.ts';
import type { Deps } from '../services/deps.ts';
import { importImage } from '../services/images/import.ts';
import type { BootstrapDocument } from './document.ts';

const allThere = async (
  { images }: Pick<Deps, 'images'>,
  { imageId, layers }: typeof releases.$inferSelect,
): Promise<boolean> => {
  for (const digest of [imageId, ...layers.map((layer) => layer.digest)])
    if ((await images.size(digest)) === null) return false;
  return true;
};

/**
 * Takes in the images of the document's releases that the dashboard does not keep yet, so that it
 * can send them. One that cannot be read is logged and left out: its devices may have the image all
 * the same.
 */
export const importArchives = async (
  deps: Pick<Deps, 'db' | 'images' | 'log'>,
  document: Pick<BootstrapDocument, 'releases'>,
): Promise<void> => {
  for (const { nanoservice, imageId, archive } of document.releases) {
    if (archive === undefined) continue;
    const where = and(eq(releases.nanoservice, nanoservice), eq(releases.imageId, imageId));
    const [release] = await deps.db.select().from(releases).where(where).limit(1);
    if (release === undefined || (release.archived && (await allThere(deps, release)))) continue;
    try {
      const image = await importImage(deps.images, createReadStream(archive));
      if (image.imageId !== imageId) {
        deps.log.error(
          { archive, expected: imageId, found: image.imageId },
          'an image archive holds another image',
        );
        continue;
      }
      const { layers, configBytes, bytes, architecture, setuid } = image;
      await deps.db
        .update(releases)
        .set({ layers, configBytes, bytes, architecture, setuid, archived: true })
        .where(where);
      deps.log.info({ nanoservice, layers: layers.length, bytes }, 'image archive taken in');
    } catch (error) {
      deps.log.error({ err: error, archive, nanoservice }, 'an image archive cannot be taken in');
    }
  }
};
