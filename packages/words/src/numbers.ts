import { language } from './language.ts';

const fixed = [0, 1, 2].map(
  (decimals) =>
    new Intl.NumberFormat(language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    }),
);

/** A number with so many decimals, as the language writes it. */
export const decimal = (value: number, decimals: 0 | 1 | 2): string =>
  fixed[decimals]?.format(value) ?? String(value);

/** A share from 0 to 1: 42 %. */
export const percent = (share: number): string => `${decimal(share * 100, 0)} %`;

/** A count with its noun: `1 person`, `3 people`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${decimal(count, 0)} ${count === 1 ? one : many}`;

/** A number with a true minus: −67. */
export const signed = (value: number): string => String(value).replace('-', '−');
