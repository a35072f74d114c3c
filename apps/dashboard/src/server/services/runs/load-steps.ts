import { type Bytes, Bytes as BytesSchema, parse, type RunId } from '@nanoedge/protocol';
import { inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { runSteps } from '../../db/schema/index.ts';
import { inOrder } from './judge.ts';
import type { RunStepView } from './view.ts';

const bytes = (value: number | null): Bytes | null =>
  value === null ? null : parse(BytesSchema, value, 'bytes');

export const loadSteps = async (db: Db | Tx, ids: RunId[]): Promise<Map<RunId, RunStepView[]>> => {
  const found = new Map<RunId, RunStepView[]>();
  if (ids.length === 0) return found;
  for (const { run, ...step } of inOrder(
    await db.select().from(runSteps).where(inArray(runSteps.run, ids)),
  ))
    found.set(run, [
      ...(found.get(run) ?? []),
      { ...step, bytes: bytes(step.bytes), totalBytes: bytes(step.totalBytes) },
    ]);
  return found;
};
