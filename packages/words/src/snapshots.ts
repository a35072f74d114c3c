import type { SnapshotReason } from '@nanoedge/protocol';

/** Why a snapshot was taken. */
export const reasonWord: Record<SnapshotReason, string> = {
  removal: 'before a removal',
  change: 'before a change',
  manual: 'asked for',
};

/**
 * What restoring to a place does to what runs there. `takes`: the deployment that has the name on
 * the device now.
 */
export const restoreWords = (takes: { name: string; version: string } | null): string =>
  takes === null
    ? 'Nothing of that name runs there: it is added with its release, config and volumes as they were.'
    : `${takes.name} (${takes.version}) runs there: a snapshot of it is taken first, then its release, config and volumes are replaced.`;
