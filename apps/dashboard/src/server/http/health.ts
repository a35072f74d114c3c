import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { answerJson } from './answer.ts';

/** `GET /api/health`: 200 while the database answers, else 503. */
export const getHealth = async (db: Db, version: string): Promise<Response> => {
  const answers = await db.execute(sql`select 1`).then(
    () => true,
    () => false,
  );
  return answerJson(answers ? 200 : 503, { ok: answers, version, db: answers });
};
