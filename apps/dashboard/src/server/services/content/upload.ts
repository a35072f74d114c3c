import { auditSentences, uploadRefusals } from '@nanoedge/words';
import { contents, contentUploads } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import { recognise } from './recognise.ts';
import { tryShowing } from './try-showing.ts';
import type { UploadedContent } from './view.ts';

/**
 * Stores one uploaded file, once it proved to be what it claims. `file.source` must fail when it is
 * cut short.
 */
export const uploadContent = async (
  deps: Deps,
  actor: Actor,
  file: { name: string; declared: string; source: AsyncIterable<Uint8Array> },
): Promise<UploadedContent> => {
  requireRole(actor, 'organiser');
  const blob = await deps.blobs.receive(file.source);
  try {
    if (blob.bytes === 0) throw new BadInput('file', uploadRefusals.empty(file.name));
    const { kind, mediaType } = await recognise(blob.file, file.name, file.declared);
    await tryShowing({ file: blob.file, name: file.name, kind, mediaType }, deps);
    await deps.blobs.keep(blob);
    const { digest, bytes } = blob;
    await deps.db.transaction(async (tx) => {
      await tx.insert(contents).values({ digest, kind, mediaType, bytes }).onConflictDoNothing();
      await tx.insert(contentUploads).values({ digest, user: actor.user }).onConflictDoNothing();
      await record(tx, actor, {
        site: null,
        action: 'upload',
        entity: 'content',
        subject: digest,
        summary: auditSentences.content.uploaded(file.name),
      });
    });
    return { digest, kind, mediaType, bytes, name: file.name };
  } finally {
    await deps.blobs.discard(blob);
  }
};
