import { randomUUID } from 'node:crypto';
import { auditSentences } from '@nanoedge/words';
import { imageUploads } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { boundedImages } from './bounded.ts';
import { importImage } from './import.ts';
import { knownPlatforms } from './known-platforms.ts';
import type { UploadedImageView } from './view.ts';

/**
 * Takes an uploaded image archive into the image store, to be made a release of. `source` must fail
 * when it is cut short.
 */
export const receiveImage = async (
  deps: Deps,
  actor: Actor,
  source: AsyncIterable<Uint8Array>,
): Promise<UploadedImageView> => {
  demand(actor, 'image.upload');
  const { configBytes, ...image } = await importImage(
    boundedImages(deps, 'file'),
    source,
    await knownPlatforms(deps),
  );
  const { imageId, reference, architecture, bytes, layers } = image;
  const upload = randomUUID();
  await deps.db.transaction(async (tx) => {
    await tx.insert(imageUploads).values({
      id: upload,
      imageId,
      reference,
      architecture,
      configBytes,
      bytes,
      layers,
      createdAt: new Date(deps.now()),
      by: actor.user,
    });
    await record(tx, actor, {
      site: null,
      action: 'upload',
      entity: 'image',
      subject: imageId,
      summary: auditSentences.releases.uploadedImage(reference),
    });
  });
  return { upload, ...image };
};
