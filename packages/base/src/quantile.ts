/** The value that a share `q` (0 to 1) of all values does not exceed; NaN of none. */
export const quantile = (values: readonly number[], q: number): number => {
  const rank = Math.ceil(q * values.length);
  const at = Math.min(values.length - 1, Math.max(0, rank - 1));
  return values.toSorted((a, b) => a - b)[at] ?? Number.NaN;
};
