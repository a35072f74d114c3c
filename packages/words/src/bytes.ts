import { decimal } from './numbers.ts';

// Own units: Intl writes "740 byte" and "1,000 kB", pretty-bytes "1 MB" beside "1.25 MB".
const units = [
  { unit: 'kB', size: 1e3, decimals: [1, 0] },
  { unit: 'MB', size: 1e6, decimals: [2, 1, 0] },
  { unit: 'GB', size: 1e9, decimals: [2, 1, 0] },
] as const;

/**
 * Three digits of `bytes` in one unit; null where three digits do not hold it, because the next
 * unit is for that. Rounds before it counts the digits.
 */
const threeDigits = (bytes: number, { size, decimals }: (typeof units)[number]): string | null => {
  for (const count of decimals) {
    const digits = Math.round(bytes / (size / 10 ** count));
    if (digits < 1000) return decimal(digits / 10 ** count, count);
  }
  return null;
};

/**
 * Bytes in decimal units with at most three digits: 740 B, 1.8 kB, 172 kB, 2.28 MB, 104 MB. The
 * last unit takes what there is.
 */
export const formatBytes = (bytes: number): string => {
  if (Math.round(bytes) < 1000) return `${decimal(bytes, 0)} B`;
  for (const unit of units) {
    const digits = threeDigits(bytes, unit);
    if (digits !== null) return `${digits} ${unit.unit}`;
  }
  return `${decimal(bytes / 1e9, 0)} GB`;
};

/** A limit of whole mebibytes, as people say it: 25 MB. */
export const formatLimit = (bytes: number): string => `${decimal(bytes / 1_048_576, 0)} MB`;

/**
 * Room on a disk or in memory, to a tenth of a megabyte: it moves while one reads, so more digits
 * would say nothing.
 */
export const formatRoom = (bytes: number): string => `${decimal(bytes / 1e6, 1)} MB`;
