import type { PreflightFinding } from '../view.ts';
import { nameRule, portRule } from './address.ts';
import { architectureRule, deviceRule, diskRule, imageRule, memoryRule } from './device.ts';
import { configRule, peersRule, thingsRule } from './needs.ts';
import type { Question, Rule } from './question.ts';

const rules: readonly Rule[] = [
  deviceRule,
  architectureRule,
  diskRule,
  memoryRule,
  nameRule,
  portRule,
  thingsRule,
  configRule,
  imageRule,
  peersRule,
];

/**
 * Everything that speaks against a deployment on a device or is worth knowing before. Pure; what
 * blocks comes first.
 */
export const findingsOn = (question: Question): PreflightFinding[] => {
  const found = rules.flatMap((rule) => rule(question));
  return [
    ...found.filter((finding) => finding.blocks),
    ...found.filter((finding) => !finding.blocks),
  ];
};
