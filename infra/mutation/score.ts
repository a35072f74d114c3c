import * as z from 'zod/mini';

/** Mutants that count, those that a test noticed, and their share in per cent. */
export interface Score {
  mutants: number;
  killed: number;
  percent: number;
}

/** The part of a mutation-testing report that says what became of each mutant. */
const Report = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
});

/** How many mutants ended in each way that counts. */
export interface Ends {
  /** A test failed. */
  failed: number;
  /** No test ended in time. */
  timedOut: number;
  /** Every test passed. */
  survived: number;
  /** No test runs the line. */
  unreached: number;
}

/**
 * What became of the mutants of a report in the mutation-testing report schema. Those that do not
 * compile or are ignored do not count.
 */
export const readEnds = (text: string): Ends => {
  const states = Object.values(Report.parse(JSON.parse(text)).files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  );
  const count = (wanted: string): number => states.filter((status) => status === wanted).length;
  return {
    failed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    unreached: count('NoCoverage'),
  };
};

/** The score of a report: a mutant that no test reaches counts as survived. */
export const readScore = (text: string): Score => {
  const { failed, timedOut, survived, unreached } = readEnds(text);
  const killed = failed + timedOut;
  const mutants = killed + survived + unreached;
  return { mutants, killed, percent: mutants === 0 ? 0 : (killed / mutants) * 100 };
};
