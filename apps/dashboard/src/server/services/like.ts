/** A LIKE pattern for text that contains `query`, whose own `%` and `_` mean themselves. */
export const contains = (query: string): string =>
  `%${query.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
