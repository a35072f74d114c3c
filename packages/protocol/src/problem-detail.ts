import * as z from 'zod/mini';

/**
 * What the dashboard says of a request that it refuses, so that a person can act on it: the field
 * that is wrong (path with dots, null: the whole request) and what to do.
 */
export const ProblemDetail = z.object({
  field: z._default(z.nullable(z.string()), null),
  message: z.string(),
  remedy: z._default(z.nullable(z.string()), null),
});
export type ProblemDetail = z.infer<typeof ProblemDetail>;
