import { checkDoors } from './doors.ts';
import type { PlanFacts, PlanFinding } from './finding.ts';
import { checkMarks } from './marks.ts';
import { checkWays } from './ways.ts';
import { checkZones } from './zones.ts';

/** Everything that is wrong with a plan, errors before warnings. Empty: it can be used as it is. */
export const checkPlan = (facts: PlanFacts): PlanFinding[] => {
  const found = [
    ...checkZones(facts),
    ...checkDoors(facts),
    ...checkMarks(facts),
    ...checkWays(facts),
  ];
  const ofWeight = (weight: PlanFinding['weight']) => found.filter((one) => one.weight === weight);
  return [...ofWeight('error'), ...ofWeight('warning')];
};
