/** Text of an unknown thrown value, for logs and for the admin. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
