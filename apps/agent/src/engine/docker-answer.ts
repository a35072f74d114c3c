import { describeError } from '@nanoedge/base';
import * as z from 'zod/mini';
import { AgentError, EngineRefused, EngineUnreachable } from '../errors.ts';

const EngineFault = z.object({ statusCode: z.number(), json: z.optional(z.unknown()) });
const FaultText = z.object({ message: z.string() });

/** Our error for what the client threw: an answer with a status, or no answer at all. */
const translate = (error: unknown): AgentError => {
  if (error instanceof AgentError) return error;
  const fault = EngineFault.safeParse(error);
  if (!fault.success) return new EngineUnreachable(describeError(error), { cause: error });
  const text = FaultText.safeParse(fault.data.json);
  return new EngineRefused(
    fault.data.statusCode,
    text.success ? text.data.message : describeError(error),
    { cause: error },
  );
};

export const answer = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw translate(error);
  }
};

/** As `answer`, with null for 404 and, where the engine says "already so", 304. */
export const answerIfThere = async <T>(call: Promise<T>): Promise<T | null> => {
  try {
    return await answer(call);
  } catch (error) {
    if (error instanceof EngineRefused && (error.status === 404 || error.status === 304))
      return null;
    throw error;
  }
};
