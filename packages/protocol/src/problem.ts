import * as z from 'zod/mini';
import english from 'zod/v4/locales/en.js';

z.config(english());

/**
 * Thrown by `parse`; `field` is the path of the first thing that was wrong, empty when it is the
 * whole value.
 */
export class InvalidMessage extends Error {
  readonly field: string;
  constructor(what: string, field: string, problem: string) {
    super(field === '' ? `${what}: ${problem}` : `${what}: ${field}: ${problem}`);
    this.name = 'InvalidMessage';
    this.field = field;
  }
}

/**
 * Checks a value at a boundary. Returns it typed, or throws InvalidMessage naming `what` and the
 * field.
 */
export const parse = <T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  what: string,
): z.output<T> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const first = result.error.issues[0];
  throw new InvalidMessage(
    what,
    first?.path.map(String).join('.') ?? '',
    first?.message ?? 'is not valid',
  );
};

/** As `parse`, for JSON text or bytes. Text that is not JSON is an InvalidMessage, too. */
export const parseJson = <T extends z.ZodMiniType>(
  schema: T,
  text: string,
  what: string,
): z.output<T> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidMessage(what, '', 'is not JSON');
  }
  return parse(schema, value, what);
};
