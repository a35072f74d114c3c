import type { CalibrationState } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { and, desc, eq } from 'drizzle-orm';
import { audit } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import type { Controller } from './controller.ts';
import type { CalibrationProgress } from './view.ts';

const begun = { action: 'begin-calibration', entity: 'deployment' } as const;

/** Writes down who begins a calibration. */
export const recordBegun = (deps: Deps, actor: Actor, controller: Controller): Promise<void> =>
  record(deps.db, actor, {
    ...begun,
    site: controller.site,
    subject: controller.deployment,
    summary: auditSentences.calibration.begun(controller.name),
  });

/** What goes on, and who began it: the last who did, since another calibration replaces it. */
export const withBeginner = async (
  deps: Deps,
  { deployment }: Controller,
  { calibration }: CalibrationState,
): Promise<CalibrationProgress> => {
  if (calibration === null) return null;
  const [last] = await deps.db
    .select({ by: audit.actorName })
    .from(audit)
    .where(
      and(
        eq(audit.action, begun.action),
        eq(audit.entity, begun.entity),
        eq(audit.subject, deployment),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(1);
  return { ...calibration, by: last?.by ?? null };
};
