import type { ProblemDetail } from '@nanoedge/protocol';
import { accessRefusals } from '@nanoedge/words';
import { initTRPC, TRPCError } from '@trpc/server';
import * as z from 'zod';
import type { Action } from '../../policy/table.ts';
import { isDatabaseLost } from '../db/lost.ts';
import type { Actor } from '../services/actor.ts';
import { demandAtAll } from '../services/actor.ts';
import { recordRefusal } from '../services/activity/record-refusal.ts';
import type { Deps } from '../services/deps.ts';
import type { ProblemKind } from '../services/errors.ts';
import { Forbidden, Refusal, SignedOut, StaleSave } from '../services/errors.ts';

/**
 * What every procedure gets: the outside world of the services, and who asks (null: nobody is
 * signed in).
 */
export interface TrpcContext {
  deps: Deps;
  actor: Actor | null;
}

const codes = {
  'bad-input': 'BAD_REQUEST',
  conflict: 'CONFLICT',
  'not-found': 'NOT_FOUND',
  forbidden: 'FORBIDDEN',
  'signed-out': 'UNAUTHORIZED',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'too-many': 'TOO_MANY_REQUESTS',
  'insufficient-storage': 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ProblemKind, TRPCError['code']>;

const problemOf = (error: TRPCError): ProblemDetail => {
  if (error.cause instanceof Refusal) return error.cause.detail;
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.core.$ZodError) {
    const first = error.cause.issues[0];
    // A key that has no place in the request is named like any other field.
    const extra = first?.code === 'unrecognized_keys' ? first.keys.slice(0, 1) : [];
    return {
      field: [...(first?.path ?? []), ...extra].map(String).join('.') || null,
      message: first?.message ?? accessRefusals.invalidRequest,
      remedy: null,
    };
  }
  if (isDatabaseLost(error)) return { field: null, ...accessRefusals.databaseDown };
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    return { field: null, ...accessRefusals.ourFault };
  }
  return { field: null, message: error.code, remedy: null };
};

const t = initTRPC.context<TrpcContext>().create({
  errorFormatter: ({ shape, error }) => {
    const problem = problemOf(error);
    return {
      ...shape,
      message: problem.message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        problem,
        // Both versions, for a form that shows them side by side
        stale: error.cause instanceof StaleSave ? error.cause.versions : null,
      },
    };
  },
});

const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok || !(result.error.cause instanceof Refusal)) return result;
  const { cause } = result.error;
  if (cause instanceof Forbidden && ctx.actor !== null)
    await recordRefusal(ctx.deps, ctx.actor, { what: path, why: cause.message });
  throw new TRPCError({ code: codes[result.error.cause.kind], cause: result.error.cause });
});

export const router = t.router;

/**
 * A procedure for those who may ever do this; `ctx.actor` is who asks. Whether they may do it to
 * what they name, its service decides.
 */
export const procedureFor = (action: Action) =>
  t.procedure.use(mapErrors).use(({ ctx, next }) => {
    if (ctx.actor === null) throw new SignedOut();
    demandAtAll(ctx.actor, action);
    return next({ ctx: { deps: ctx.deps, actor: ctx.actor } });
  });
