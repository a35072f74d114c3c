/** Bytes in decimal units with at most three digits: 2.28 MB, 172 kB, 740 B. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1000) return `${String(Math.round(bytes))} B`;
  const [value, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${significant(value)} ${unit}`;
};

/** Three significant digits, without an exponent and without trailing zeros of an integer. */
const significant = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** A measured span for reading aloud: 0.4 ms, 97 ms, 1.95 s, 2 min 5 s, 3 h 10 min. */
export const formatSpan = (ms: number): string => {
  if (ms < 1) return ms <= 0 ? '0 ms' : '< 1 ms';
  if (ms < 1000) return `${ms.toFixed(0)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return twoParts([Math.floor(seconds / 60), 'min'], [seconds % 60, 's']);
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return twoParts([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
  const hours = Math.round(minutes / 60);
  return twoParts([Math.floor(hours / 24), 'd'], [hours % 24, 'h']);
};

const twoParts = (big: [number, string], small: [number, string]): string =>
  small[0] === 0
    ? `${String(big[0])} ${big[1]}`
    : `${String(big[0])} ${big[1]} ${String(small[0])} ${small[1]}`;

/** A count with its noun: `1 person`, `3 people`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/**
 * An id cut for display; the whole one goes into the title and the clipboard. `sha256:` is dropped.
 */
export const shortId = (id: string, length = 12): string =>
  id.replace(/^sha256:/, '').slice(0, length);
