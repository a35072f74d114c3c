import type { SnapshotReason } from '@nanoedge/protocol';

/** Why a snapshot was taken. */
export const reasonWord: Record<SnapshotReason, string> = {
  removal: 'before a removal',
  change: 'before a change',
  manual: 'asked for',
};
