import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { lessons } from '../../db/schema/index.ts';
import type { Controller } from './controller.ts';

/** How the lesson that is used now came; null: there is none, or it came another way. */
export const lastLesson = async (
  db: Db,
  { deployment, lesson }: Pick<Controller, 'deployment' | 'lesson'>,
): Promise<typeof lessons.$inferSelect | null> => {
  if (lesson === null) return null;
  const [found] = await db
    .select()
    .from(lessons)
    .where(
      // One that was undone is in use again where the change back was cancelled or failed
      and(eq(lessons.deployment, deployment), eq(lessons.taughtAt, lesson.taughtAt)),
    )
    .orderBy(desc(lessons.id))
    .limit(1);
  return found ?? null;
};
