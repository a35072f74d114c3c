import type { deployments, runs } from '../../db/schema/index.ts';

export type StoredRun = typeof runs.$inferSelect;
export type StoredDeployment = typeof deployments.$inferSelect;
