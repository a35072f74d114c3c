const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** That a save was made from an older version, and who was first; null for any other error. */
export const staleOf = (error: unknown): { by: string | null } | null => {
  const data = isRecord(error) && isRecord(error['data']) ? error['data'] : null;
  const stale = data === null ? null : data['stale'];
  if (!isRecord(stale)) return null;
  const by = stale['by'];
  return { by: typeof by === 'string' ? by : null };
};
