import { Refusal } from '../../../src/server/services/errors.ts';

/** What the work is refused with; fails when it is not. */
export const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Refusal)) throw new Error(`no refusal: ${String(thrown)}`);
  return thrown;
};

/** What a refusal says: the field, the message and the remedy. */
export const refusal = async (work: Promise<unknown>): Promise<Refusal['detail']> =>
  (await refusalOf(work)).detail;
