import { array, parse, record, string } from 'zod/mini';

/** Something that a rule refuses. */
export interface Offence {
  rule: string;
  path: string;
  /** What of the file it is about, when one file can break a rule twice. */
  subject?: string;
  line?: number;
  says: string;
}

/** What the tree still breaks, by rule; it may only shrink. */
export type Pending = Readonly<Record<string, readonly string[]>>;

const pendingSchema = record(string(), array(string()));

export const readPending = (text: string): Pending => parse(pendingSchema, JSON.parse(text));

/** Names a problem without its line, so that it stays the same while the file around it moves. */
export const excuseFor = ({ path, subject }: Offence): string =>
  subject === undefined ? path : `${path} ${subject}`;

export interface Ruling {
  /** Problems that nobody has excused. */
  refused: readonly Offence[];
  /** Excuses that nothing needs any more, as `rule: key`. */
  stale: readonly string[];
  /** What of the excuses is still needed. */
  left: Pending;
}

export const ruleOn = (problems: readonly Offence[], pending: Pending): Ruling => {
  const found = new Map<string, Set<string>>();
  for (const problem of problems) {
    const keys = found.get(problem.rule) ?? new Set();
    found.set(problem.rule, keys.add(excuseFor(problem)));
  }
  const needed = (rule: string, key: string): boolean => found.get(rule)?.has(key) === true;
  return {
    refused: problems.filter(
      (problem) => pending[problem.rule]?.includes(excuseFor(problem)) !== true,
    ),
    stale: Object.entries(pending).flatMap(([rule, keys]) =>
      keys.filter((key) => !needed(rule, key)).map((key) => `${rule}: ${key}`),
    ),
    left: Object.fromEntries(
      Object.entries(pending)
        .map(([rule, keys]) => [rule, keys.filter((key) => needed(rule, key))] as const)
        .filter(([, keys]) => keys.length > 0),
    ),
  };
};
