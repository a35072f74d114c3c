import { auditSentences, uploadRefusals } from '@nanoedge/words';
import { contents, contentUploads } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput } from '../errors.ts';
import { checkUploadQuota, takeUploadTurn } from './quota.ts';
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
  demand(actor, 'content.upload');
  const { user } = actor;
  // Who has no room left need not send anything
  await checkUploadQuota(deps, deps.db, { user, digest: null, bytes: 1 });
  const blob = await deps.blobs.receive(file.source);
  try {
    if (blob.bytes === 0) throw new BadInput('file', uploadRefusals.empty(file.name));
    const { kind, mediaType } = await recognise(blob.file, file.name, file.declared);
    await tryShowing({ file: blob.file, name: file.name, kind, mediaType }, deps);
    const { digest, bytes } = blob;
    await checkUploadQuota(deps, deps.db, { user, digest, bytes });
    await deps.blobs.keep(blob);
    await deps.db.transaction(async (tx) => {
      await takeUploadTurn(tx);
      await checkUploadQuota(deps, tx, { user, digest, bytes });
      await tx.insert(contents).values({ digest, kind, mediaType, bytes }).onConflictDoNothing();
      await tx.insert(contentUploads).values({ digest, user }).onConflictDoNothing();
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
