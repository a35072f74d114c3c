/**
 * Who may import what. An area is a folder, or a file; the longest row that covers a path is its
 * row. What stands in `may` covers all that is below it, and the longest right decides: `!` takes
 * away again. An area may always import itself. `npm` is every package that `keptBy` does not keep,
 * `node` every module of Node, `*` one folder whatever its name.
 */
export interface Area {
  at: string;
  may: readonly string[];
  /** What may be imported as types only. */
  types?: readonly string[];
}

const anywhere = ['node', 'npm'];

const packages = ['archive', 'base', 'client', 'coap', 'link', 'protocol', 'words'].map(
  (name) => `packages/${name}`,
);

/** Packages without I/O, which a browser and the nano runtime can run. */
const pure = ['packages/base', 'packages/protocol', 'packages/words'];

/** The browser's side of the dashboard knows of its server only the type of the router. */
const router = ['apps/dashboard/src/server/trpc/router.ts'];

const browser = [...pure, 'packages/client', 'npm'];

export const areas: readonly Area[] = [
  { at: 'packages/protocol', may: ['zod'] },
  { at: 'packages/base', may: ['packages/protocol', 'temporal-polyfill'] },
  { at: 'packages/words', may: ['packages/base', 'packages/protocol'] },
  { at: 'packages/archive', may: [...pure, ...anywhere] },
  { at: 'packages/link', may: [...pure, ...anywhere] },
  { at: 'packages/coap', may: ['packages/base', 'packages/protocol', ...anywhere] },
  { at: 'packages/client', may: [...pure, ...anywhere], types: router },
  {
    at: 'packages/nanoruntime',
    may: ['nano', 'packages/archive', 'packages/protocol', ...anywhere],
  },

  { at: 'apps/nanoservices', may: [...packages, 'packages/nanoruntime', ...anywhere] },
  { at: 'apps/nanoservices/src/kit', may: [...packages, ...anywhere] },
  {
    at: 'apps/nanoservices/src/*',
    may: ['apps/nanoservices/src/kit', ...packages, ...anywhere],
    types: ['packages/nanoruntime/src/index.ts'],
  },

  { at: 'apps/agent', may: [...packages, ...anywhere] },
  { at: 'apps/agent/src/edge/display/page', may: ['apps/agent/src/edge/display', ...browser] },

  { at: 'apps/dashboard', may: [...packages, ...anywhere] },
  {
    at: 'apps/dashboard/src/app',
    may: ['apps/dashboard/src', '!apps/dashboard/src/server', ...browser],
    types: router,
  },
  {
    at: 'apps/dashboard/src/features',
    may: [
      'apps/dashboard/src',
      '!apps/dashboard/src/app',
      '!apps/dashboard/src/server',
      ...browser,
    ],
    types: router,
  },
  {
    at: 'apps/dashboard/src/components',
    may: [
      'apps/dashboard/src',
      '!apps/dashboard/src/app',
      '!apps/dashboard/src/server',
      ...browser,
    ],
    types: router,
  },
  { at: 'apps/dashboard/src/components/ui', may: ['apps/dashboard/src/browser', ...browser] },
  {
    at: 'apps/dashboard/src/browser',
    may: ['apps/dashboard/src/policy', ...browser],
    types: router,
  },
  { at: 'apps/dashboard/src/policy', may: pure },
  { at: 'apps/dashboard/src/plan', may: [...pure, 'npm'] },
  {
    at: 'apps/dashboard/src/server',
    may: [
      'apps/dashboard/src/env.ts',
      'apps/dashboard/src/plan',
      'apps/dashboard/src/policy',
      ...packages,
      ...anywhere,
      '!react',
      '!react-dom',
      '!next',
    ],
  },
  {
    at: 'apps/dashboard/src/server/services',
    may: [
      'apps/dashboard/src/plan',
      'apps/dashboard/src/policy',
      'apps/dashboard/src/server/db',
      ...packages,
      '!packages/client',
      ...anywhere,
      '!next',
      '!@trpc',
      '!socket.io',
      '!react',
      '!react-dom',
    ],
  },
  {
    at: 'apps/dashboard/src/server/db',
    may: [
      'apps/dashboard/src/policy/roles.ts',
      'apps/dashboard/src/server/home',
      'apps/dashboard/src/server/startup-problem.ts',
      ...packages,
      ...anywhere,
    ],
  },
  {
    at: 'apps/dashboard/src/server/http',
    may: ['apps/dashboard/src/policy', 'apps/dashboard/src/server', ...packages, ...anywhere],
  },

  { at: 'infra', may: [...packages, 'packages/nanoruntime', ...anywhere] },
  { at: 'e2e', may: [...packages, ...anywhere] },
];

/** Outside systems, each with the places that speak to it; all others go through their ports. */
export const keptBy: Readonly<Record<string, readonly string[]>> = {
  coap: ['packages/coap', 'packages/nanoruntime/test'],
  'coap-packet': ['packages/coap'],
  dockerode: ['apps/agent/src/engine', 'infra/cli/system/docker.ts', 'infra/bench'],
  'socket.io-client': [
    'apps/agent/src/uplink/link',
    'packages/client',
    // Agents that are only spoken for
    'infra/bench/agents/agent.ts',
    // The other end of a link, for the tests of ours
    'apps/dashboard/test/integration/support/agent-socket.ts',
    'apps/dashboard/test/integration/socket-matrix.test.ts',
  ],
};

/** Where `@/` means something: what a bundler makes. Node runs everything else as it is. */
export const bundled: readonly string[] = ['app', 'browser', 'components', 'features'].map(
  (folder) => `apps/dashboard/src/${folder}`,
);

/** What a test may import besides its whole app and what its app may. */
export const testsMay: readonly string[] = ['infra/test/support'];

interface Door {
  to: string;
  from: readonly string[];
  /** Nothing comes through it at run time. */
  types?: true;
}

/** Imports by name that reach into an app, and where they lead. */
export const doors: Readonly<Record<string, Door>> = {
  '@nanoedge/dashboard/bootstrap': {
    to: 'apps/dashboard/src/server/bootstrap/demo.ts',
    from: ['infra'],
  },
  '@nanoedge/dashboard/router': {
    to: 'apps/dashboard/src/server/trpc/router.ts',
    from: ['infra', 'e2e'],
    types: true,
  },
};
