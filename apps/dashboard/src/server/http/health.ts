import { accessRefusals } from '@nanoedge/words';
import { answerJson } from './answer.ts';

/**
 * `GET /api/health`: 200 while the database answers, else 503 and a sentence, within two seconds.
 * Open pages know by `build` that the dashboard was upgraded.
 */
export const getHealth = async (
  databaseAnswers: () => Promise<boolean>,
  { version, build }: { version: string; build: string | null },
): Promise<Response> => {
  const db = await databaseAnswers();
  const said = db ? {} : { problem: { field: null, ...accessRefusals.databaseDown } };
  return answerJson(db ? 200 : 503, { ok: db, version, build, db, ...said });
};
