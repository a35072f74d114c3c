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

const noticed = new Set(['Killed', 'Timeout']);
const missed = new Set(['Survived', 'NoCoverage']);

/**
 * The score of a report in the mutation-testing report schema. Mutants that do not compile or are
 * ignored do not count; one that no test reaches counts as survived.
 */
export const readScore = (text: string): Score => {
  const states = Object.values(Report.parse(JSON.parse(text)).files).flatMap(({ mutants }) =>
    mutants.map(({ status }) => status),
  );
  const killed = states.filter((status) => noticed.has(status)).length;
  const mutants = killed + states.filter((status) => missed.has(status)).length;
  return { mutants, killed, percent: mutants === 0 ? 0 : (killed / mutants) * 100 };
};
