/** A file that does not exist, and what the rules say when it does. */
export interface Plant {
  path: string;
  text: string;
}

export interface RefusedPlant extends Plant {
  rule: string;
  /** Part of what the rule says. */
  says: string;
}

const importing = (specifier: string): string =>
  `import { thing } from '${specifier}';\n\nexport const use = (): unknown => thing;\n`;

const typeImporting = (specifier: string): string =>
  `import type { Thing } from '${specifier}';\n\nexport type Used = Thing;\n`;

const imports = (path: string, specifier: string, says = 'may not'): RefusedPlant => ({
  path,
  text: importing(specifier),
  rule: 'imports',
  says,
});

/** Every import that the table is there to refuse. */
export const refusedImports: readonly RefusedPlant[] = [
  imports('packages/protocol/src/planted-1.ts', 'pino'),
  imports('packages/protocol/src/planted-2.ts', 'node:fs'),
  imports('packages/protocol/src/planted-3.ts', '@nanoedge/base'),
  imports('packages/base/src/planted-1.ts', 'node:fs'),
  imports('packages/words/src/planted-1.ts', 'react'),
  imports('packages/base/src/planted-2.ts', '../../../apps/agent/src/errors.ts'),
  imports(
    'packages/archive/src/planted-1.ts',
    '@nanoedge/dashboard/bootstrap',
    'may use this door',
  ),
  imports('packages/client/src/planted-1.ts', '../../../apps/dashboard/src/server/trpc/router.ts'),
  imports('apps/agent/src/planted-1.ts', '@nanoedge/dashboard'),
  imports('apps/agent/src/planted-2.ts', '@nanoedge/dashboard/bootstrap', 'may use this door'),
  imports('apps/agent/src/planted-3.ts', '@nanoedge/nanoservices/src/kit/server.ts'),
  imports('apps/agent/src/planted-4.ts', '../../nanoservices/src/kit/server.ts'),
  imports('apps/agent/test/integration/planted.test.ts', '../../../dashboard/src/env.ts'),
  imports('infra/cli/planted-2.ts', '@nanoedge/dashboard/router', 'this door is for types only'),
  imports('apps/dashboard/src/server/planted-1.ts', '../../../agent/src/errors.ts'),
  imports('infra/cli/planted-1.ts', '../../apps/dashboard/src/env.ts'),
  imports('e2e/specs/planted-1.ts', '../../apps/dashboard/src/env.ts'),
  imports('apps/nanoservices/src/user-guidance/planted-1.ts', '../meeting-room/service.ts'),
  imports('apps/nanoservices/src/door-bell/planted-1.ts', '../meeting-room/service.ts'),
  imports('apps/nanoservices/src/kit/planted-1.ts', '../meeting-room/service.ts'),
  imports('apps/agent/src/planted-5.ts', 'coap', 'only packages/coap'),
  imports('apps/agent/src/edge/gateway/planted-1.ts', 'coap', 'only packages/coap'),
  imports('apps/nanoservices/src/kit/planted-2.ts', 'coap-packet', 'only packages/coap'),
  imports('apps/agent/src/reconcile/planted-1.ts', 'dockerode', 'only apps/agent/src/engine'),
  imports('infra/cli/commands/planted-1.ts', 'dockerode', 'infra/cli/system/docker.ts'),
  imports('apps/agent/src/edge/planted-2.ts', 'socket.io-client', 'apps/agent/src/uplink/link'),
  imports('apps/dashboard/src/server/services/planted-1.ts', 'next/headers'),
  imports('apps/dashboard/src/server/services/planted-2.ts', '@trpc/server'),
  imports('apps/dashboard/src/server/services/planted-3.ts', 'socket.io'),
  imports('apps/dashboard/src/server/services/planted-4.ts', 'react'),
  imports('apps/dashboard/src/server/services/planted-5.ts', '../trpc/router.ts'),
  imports('apps/dashboard/src/server/services/planted-6.ts', '../socket/live.ts'),
  imports('apps/dashboard/src/server/services/planted-7.ts', '../../components/ui/button.tsx'),
  imports('apps/dashboard/src/server/services/planted-8.ts', '../../features/runs/page.tsx'),
  imports('apps/dashboard/src/server/services/planted-9.ts', '../../app/layout.tsx'),
  imports('apps/dashboard/src/server/planted-2.ts', '@/server/log.ts', 'Node runs this file'),
  imports('apps/dashboard/src/server/db/schema/planted-1.ts', '../../services/actor.ts'),
  imports('apps/dashboard/src/components/planted-1.tsx', '@/server/db/client.ts'),
  imports('apps/dashboard/src/components/planted-2.tsx', '../server/trpc/router.ts'),
  imports('apps/dashboard/src/features/runs/planted-1.tsx', '@/server/services/actor.ts'),
  imports('apps/dashboard/src/features/runs/planted-2.tsx', '@/app/layout.tsx'),
  imports('apps/dashboard/src/features/runs/planted-3.tsx', 'node:fs'),
  imports('apps/dashboard/src/app/planted-1.tsx', '@/server/db/client.ts'),
  imports('apps/dashboard/src/components/ui/planted-1.tsx', '@/features/runs/page.tsx'),
  imports('apps/agent/src/edge/display/page/planted-1.tsx', 'node:fs'),
  imports('apps/agent/src/planted-6.ts', './main.ts', 'nobody imports main.ts'),
  imports('apps/nanoservices/test/support/planted-1.ts', '../../src/kit/main.ts', 'nobody'),
  {
    path: 'apps/dashboard/src/features/runs/planted-4.ts',
    text: typeImporting('@/server/services/actor.ts'),
    rule: 'imports',
    says: 'may not',
  },
  {
    path: 'apps/agent/src/planted-7.ts',
    text: "export { thing } from '../../dashboard/src/env.ts';\n",
    rule: 'imports',
    says: 'may not',
  },
  {
    path: 'apps/agent/src/planted-8.ts',
    text: "export const late = (): Promise<unknown> => import('../../dashboard/src/env.ts');\n",
    rule: 'imports',
    says: 'may not',
  },
  {
    path: 'apps/dashboard/src/features/planted-one/a.ts',
    text: importing('../planted-two/a.ts'),
    rule: 'circles',
    says: 'planted-two',
  },
  {
    path: 'apps/dashboard/src/features/planted-two/b.ts',
    text: typeImporting('../planted-one/b.ts'),
    rule: 'circles',
    says: 'planted-one',
  },
  {
    path: 'packages/base/src/planted-outer.ts',
    text: importing('./planted-inner/a.ts'),
    rule: 'circles',
    says: 'planted-inner',
  },
  {
    path: 'packages/base/src/planted-inner/b.ts',
    text: importing('../planted-outer.ts'),
    rule: 'circles',
    says: 'planted-outer.ts',
  },
];

const eleven = Array.from({ length: 11 }, (_, index) => `  part${index}: Part;`).join('\n');

const lines = (count: number): string => 'void 0;\n'.repeat(count);

/** What the rules about the code itself refuse. */
export const refusedCode: readonly RefusedPlant[] = [
  {
    path: 'apps/agent/src/planted-bare.ts',
    text: "export const fail = (): never => {\n  throw new Error('no');\n};\n",
    rule: 'bare-errors',
    says: 'bare Error',
  },
  {
    path: 'infra/cli/planted-bare.ts',
    text: "export const failure = (): unknown => Error('no');\n",
    rule: 'bare-errors',
    says: 'bare Error',
  },
  {
    path: 'packages/base/src/planted-private.ts',
    text: 'export class Planted {\n  private x = 1;\n  read(): number {\n    return this.x;\n  }\n}\n',
    rule: 'private-words',
    says: '#private',
  },
  {
    path: 'apps/dashboard/src/server/planted-catch.ts',
    text: 'export const tried = (work: () => void): void => {\n  try {\n    work();\n  } catch {}\n};\n',
    rule: 'swallowed',
    says: 'drops an error',
  },
  {
    path: 'apps/agent/src/planted-promise.ts',
    text: 'export const tried = (work: Promise<void>): Promise<void> =>\n  work.catch(() => undefined);\n',
    rule: 'swallowed',
    says: 'drops an error',
  },
  {
    path: 'apps/agent/src/planted-ports.ts',
    text: [
      "import type { Part } from './planted-part.ts';",
      `export interface PlantedPorts {\n${eleven}\n  name: string;\n}`,
      'export class Planted {\n  constructor(ports: PlantedPorts) {\n    void ports;\n  }\n}\n',
    ].join('\n\n'),
    rule: 'collaborators',
    says: 'hands 11 collaborators',
  },
  {
    path: 'apps/agent/src/planted-file.test.ts',
    text: lines(301),
    rule: 'long-files',
    says: '301 lines',
  },
  {
    path: 'apps/dashboard/src/features/runs/planted-function.tsx',
    text: `export const planted = (): void => {\n${lines(79)}};\n`,
    rule: 'long-functions',
    says: '81 lines, planted',
  },
  {
    path: 'apps/agent/src/planted-method.ts',
    text: `export class Planted {\n  #run(): void {\n${lines(79)}  }\n}\n`,
    rule: 'long-functions',
    says: '81 lines, run',
  },
  {
    path: 'apps/agent/src/planted-test.test.ts',
    text: `describe('it', () => {\n  it('runs', () => {\n${lines(79)}  });\n});\n`,
    rule: 'long-functions',
    says: '81 lines, "runs"',
  },
  {
    path: 'infra/cli/planted-comment.ts',
    text: '// it is small\nexport const planted = 1;\n',
    rule: 'comment-case',
    says: 'begins small: "it is small"',
  },
  {
    path: 'apps/agent/src/planted-words.ts',
    text: 'const plantedServiceBooks = 1;\nexport class PlantedLedger {\n  #plain = plantedServiceBooks;\n}\n',
    rule: 'words',
    says: 'PlantedLedger; the word is journal',
  },
  {
    path: 'docs/planted.md',
    text: 'It is in `apps/nowhere/main.ts`.\n',
    rule: 'documents',
    says: 'does not exist',
  },
];

/** A name that two files declare, each with a meaning of its own. */
export const twoMeanings: readonly Plant[] = [
  { path: 'apps/agent/src/planted-name.ts', text: 'export const planted = 1;\n' },
  { path: 'packages/base/src/planted-name.ts', text: 'export interface planted {}\n' },
];

/** What stands close to something refused, and is right. */
export const allowed: readonly Plant[] = [
  { path: 'packages/protocol/src/fine-1.ts', text: importing('zod/mini') },
  { path: 'packages/coap/src/fine-1.ts', text: importing('coap') },
  {
    path: 'packages/client/src/fine-1.ts',
    text: typeImporting('../../../apps/dashboard/src/server/trpc/router.ts'),
  },
  { path: 'apps/nanoservices/src/door-bell/fine-1.ts', text: importing('../kit/server.ts') },
  { path: 'apps/nanoservices/src/door-bell/fine-2.ts', text: importing('./domain.ts') },
  { path: 'apps/nanoservices/src/door-bell/fine.test.ts', text: importing('vitest') },
  { path: 'apps/agent/src/engine/fine-1.ts', text: importing('dockerode') },
  { path: 'apps/agent/src/uplink/link/fine-1.ts', text: importing('socket.io-client') },
  { path: 'apps/agent/test/integration/fine.test.ts', text: importing('../../src/env.ts') },
  { path: 'infra/cli/fine-1.ts', text: importing('@nanoedge/dashboard/bootstrap') },
  { path: 'infra/cli/fine-2.ts', text: typeImporting('@nanoedge/dashboard/router') },
  { path: 'apps/dashboard/src/server/services/fine-1.ts', text: importing('../db/client.ts') },
  { path: 'apps/dashboard/src/server/http/fine-1.ts', text: importing('next') },
  {
    path: 'apps/dashboard/src/features/runs/fine-1.ts',
    text: typeImporting('@/server/trpc/router.ts'),
  },
  {
    path: 'apps/dashboard/src/features/runs/fine-2.tsx',
    text: importing('@/components/ui/button.tsx'),
  },
  { path: 'apps/dashboard/src/features/fine-one/a.ts', text: importing('../fine-two/a.ts') },
  { path: 'apps/dashboard/src/features/fine-two/b.ts', text: importing('./a.ts') },
  {
    path: 'apps/agent/src/fine-errors.ts',
    text: [
      'export class FineError extends Error {}',
      "export const fail = (): never => {\n  throw new FineError('no');\n};",
      'export const tried = (work: Promise<void>): Promise<void> =>',
      '  // Nobody waits for it: the next look tries again.',
      '  work.catch(() => undefined);\n',
    ].join('\n'),
  },
  {
    path: 'apps/agent/test/support/fine-errors.ts',
    text: "export const fail = (): never => {\n  throw new Error('no');\n};\n",
  },
  {
    path: 'packages/base/src/fine-private.ts',
    text: 'export class Fine {\n  #x = 1;\n  private constructor() {\n    this.#x += 1;\n  }\n}\n',
  },
  {
    path: 'apps/agent/src/fine-ports.ts',
    text: [
      `interface Store {\n${eleven.replaceAll('Part;', 'string;')}\n  read(): void;\n}`,
      'export class Fine {\n  constructor(store: Store, name: string) {\n    void [store, name];\n  }\n}\n',
    ].join('\n\n'),
  },
  {
    path: 'apps/agent/src/fine-long.test.ts',
    text: `describe('it', () => {\n${`  it('runs', () => {\n${lines(78)}  });\n`.repeat(3)}});\n`,
  },
  {
    path: 'infra/cli/fine-comment.ts',
    text: '/** user-guidance is a name. */\n// One sentence that goes on,\n// and on.\nexport {};\n',
  },
  { path: 'apps/agent/src/fine-file.ts', text: lines(300) },
  { path: 'docs/fine.md', text: 'It is in `apps/agent/src/main.ts`.\n' },
];
