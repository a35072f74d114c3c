import { ProblemDetail } from '@nanoedge/protocol';
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import * as z from 'zod/mini';
import { ClientError, Refused, StrangeAnswer } from './errors.ts';

/** Schemas of answers by procedure. Types end where another version of the dashboard begins. */
export type Answers = Readonly<Record<string, z.ZodMiniType>>;

/** A refusal as it is sent. */
export const ProblemBody = z.object({ problem: ProblemDetail });

/** Reads a value that `what` was answered with. Throws StrangeAnswer. */
export const readAnswer = <T extends z.ZodMiniType>(
  what: string,
  schema: T,
  value: unknown,
): z.infer<T> => {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new StrangeAnswer(what, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
};

/** What went wrong with a call, in words that can be shown. */
const inWords = (error: TRPCClientError<AnyRouter>, what: string): ClientError => {
  if (error.cause instanceof ClientError) return error.cause;
  const refusal = ProblemBody.safeParse(error.data);
  if (refusal.success) return new Refused(refusal.data.problem);
  if (error.shape !== undefined) return new Refused({ message: error.message });
  return new StrangeAnswer(what, error.message);
};

/**
 * A link that reads each answer with its schema (one that has none passes as it is) and turns what
 * goes wrong into a ClientError, which tRPC hands on as the cause.
 */
export const readAnswers =
  (answers: Answers): TRPCLink<AnyRouter> =>
  () =>
  ({ op, next }) =>
    observable((observer) => {
      const fail = (error: ClientError): void => observer.error(TRPCClientError.from(error));
      return next(op).subscribe({
        next: (envelope) => {
          const { result } = envelope;
          const schema = answers[op.path];
          if (schema === undefined || (result.type !== undefined && result.type !== 'data')) {
            observer.next(envelope);
            return;
          }
          try {
            const data = readAnswer(op.path, schema, result.data);
            observer.next({ ...envelope, result: { ...result, data } });
          } catch (error) {
            if (!(error instanceof ClientError)) throw error;
            fail(error);
          }
        },
        error: (error) => fail(inWords(error, op.path)),
        complete: () => observer.complete(),
      });
    });
