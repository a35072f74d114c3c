import type { DeploymentId, PlaceLesson } from '@nanoedge/protocol';
import { index, jsonb, pgTable, serial, text } from 'drizzle-orm/pg-core';
import { edgeTime, instant } from './columns.ts';
import { deployments } from './nanoservices.ts';

/** Lessons that were put to use, each with the one that it replaced: the way back. */
export const lessons = pgTable(
  'lessons',
  {
    id: serial('id').primaryKey(),
    deployment: text('deployment')
      .$type<DeploymentId>()
      .notNull()
      .references(() => deployments.id, { onDelete: 'cascade' }),
    /** Names the lesson in the deployment's config. */
    taughtAt: edgeTime('taught_at').notNull(),
    before: jsonb('before').$type<PlaceLesson>(),
    by: text('by').notNull(),
    undoneAt: instant('undone_at'),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [index('lessons_deployment').on(table.deployment, table.taughtAt)],
);
