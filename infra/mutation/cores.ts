/** A piece of pure logic whose tests are held to a mutation score. */
export interface Core {
  name: string;
  /** The files that are mutated, and the tests that must notice; globs from the root. */
  sources: readonly string[];
  tests: readonly string[];
}

/** The share of mutants that the tests of a core must kill, in per cent. */
export const leastScore = 85;

/** Where a wrong decision costs data, confidentiality or a site. */
export const cores: readonly Core[] = [
  {
    name: 'plan',
    sources: ['apps/agent/src/reconcile/plan.ts'],
    tests: ['apps/agent/src/reconcile/plan*.test.ts'],
  },
  {
    name: 'target',
    sources: ['target', 'phase', 'judge'].map((file) => `apps/agent/src/reconcile/${file}.ts`),
    tests: ['target*', 'phase', 'judge'].map((file) => `apps/agent/src/reconcile/${file}.test.ts`),
  },
  {
    name: 'main-controller',
    sources: ['decide', 'expiry', 'following', 'meeting', 'strangers', 'watching'].map(
      (file) => `apps/nanoservices/src/main-controller/${file}.ts`,
    ),
    // Without its property tests: what they find by luck would be another figure each time.
    tests: ['apps/nanoservices/src/main-controller/!(*.property).test.ts'],
  },
  {
    name: 'place',
    sources: ['apps/nanoservices/src/main-controller/place/!(*.test).ts'],
    tests: ['apps/nanoservices/src/main-controller/{place/*,whereabouts}.test.ts'],
  },
  {
    name: 'compileDesired',
    sources: ['apps/dashboard/src/server/services/desired/compile.ts'],
    tests: ['apps/dashboard/src/server/services/desired/compile*.test.ts'],
  },
];
