import type { Plant, RefusedPlant } from '../plants.ts';

const page = 'apps/dashboard/src/features/runs/planted';
const service = 'apps/dashboard/src/server/services/planted';

const literal = (path: string, text: string, says: string): RefusedPlant => ({
  path,
  text,
  rule: 'literals',
  says: `says "${says}" itself`,
});

/** Text of a person's that stands in the code, each in a way of its own. */
export const refusedLiterals: readonly RefusedPlant[] = [
  literal(
    `${page}-attribute.tsx`,
    'export const Planted = () => <img src="/a.png" alt="plan" />;\n',
    'plan',
  ),
  literal(
    `${page}-template.tsx`,
    'export const Planted = ({ n }: { n: number }) => <i title={`${n} people`} />;\n',
    '… people',
  ),
  literal(
    `${page}-choice.tsx`,
    "export const Planted = ({ on }: { on: boolean }) => <i aria-label={on ? 'on' : ''} />;\n",
    'on',
  ),
  literal(
    `${page}-sum.tsx`,
    "export const Planted = ({ n }: { n: string }) => <i title={n + ' left'} />;\n",
    ' left',
  ),
  literal(
    `${page}-child.tsx`,
    'export const Planted = ({ n }: { n: number }) => <i>{n > 1 && `and ${n} more`}</i>;\n',
    'and … more',
  ),
  literal(
    `${page}-column.ts`,
    "export const planted = { key: 'state', label: 'State' };\n",
    'State',
  ),
  literal(
    'apps/agent/src/edge/display/page/planted-attribute.tsx',
    'export const Planted = () => <i title="room" />;\n',
    'room',
  ),
  literal(
    `${service}-refusal.ts`,
    "export const planted = (): never => {\n  throw new BadInput('file', 'it is empty');\n};\n",
    'it is empty',
  ),
  literal(
    `${service}-words.ts`,
    'export const planted = (a: string): Refusal =>\n' +
      "  new Refusal('conflict', null, { message: a, remedy: 'Try again.' });\n",
    'Try again.',
  ),
  literal(
    `${service}-summary.ts`,
    "export const planted = (a: string) => record({ action: 'add', summary: `Added ${a}` });\n",
    'Added …',
  ),
  literal(
    `${service}-schema.ts`,
    "export const Planted = z.string().min(1, 'give it a name');\n",
    'give it a name',
  ),
  literal(
    `${service}-reason.ts`,
    'export const planted = (a: string | null): string | null =>\n' +
      '  a === null ? null : `${a} is busy.`;\n',
    '… is busy.',
  ),
  literal(
    'apps/agent/src/reconcile/planted-reason.ts',
    "export const planted = (): Failure => ({ reason: 'it is gone', exitCode: null });\n",
    'it is gone',
  ),
  literal(
    'apps/agent/src/uplink/planted-failure.ts',
    'export const planted = (a: string): AgentError => new SnapshotFailed(`no room for ${a}`);\n',
    'no room for …',
  ),
  literal(
    'infra/cli/planted-refusal.ts',
    'export const planted = (a: string): UserError => new UserError(`no ${a} here`);\n',
    'no … here',
  ),
  literal(
    'packages/archive/src/image/planted-refusal.ts',
    "export const planted = new ImageRefused({ message: 'It is empty.' });\n",
    'It is empty.',
  ),
  literal(
    'packages/archive/src/snapshot/planted-damage.ts',
    "export const planted = (a: string) => new SnapshotDamaged('path', `“${a}” is lost.`);\n",
    '“…” is lost.',
  ),
  literal(
    'packages/archive/src/snapshot/planted-helper.ts',
    "export const planted = (): never => {\n  throw broken('It is cut short.');\n};\n",
    'It is cut short.',
  ),
  literal(
    'packages/client/src/planted-error.ts',
    'export const planted = (a: string) => new StrangeAnswer(a, `status ${a}`);\n',
    'status …',
  ),
  literal(
    'packages/client/src/planted-class.ts',
    'export class Planted extends ClientError {\n' +
      '  constructor(a: string) {\n    super(`${a} cannot be reached`);\n  }\n}\n',
    '… cannot be reached',
  ),
  literal(
    'infra/cli/planted-step.ts',
    "export const planted = () => progress.step('images', () => build());\n",
    'images',
  ),
  literal(
    'infra/cli/planted-line.ts',
    'export const planted = (n: number) => progress.line(`    ${n} left`);\n',
    '    … left',
  ),
  literal(
    'infra/cli/planted-output.ts',
    'export const planted = (n: number) => process.stdout.write(`${n} passed\\n`);\n',
    '… passed\n',
  ),
  literal(
    'infra/cli/planted-error.ts',
    "export const planted = (on: boolean) => process.stderr.write(on ? 'on' : '');\n",
    'on',
  ),
  literal(
    'infra/cli/planted-description.ts',
    "export const planted = program.command('up').description('start it');\n",
    'start it',
  ),
  literal(
    'infra/cli/planted-option.ts',
    "export const planted = program.option('-f, --follow', 'go on', 'yes');\n",
    'go on',
  ),
  literal(
    'infra/cli/planted-required.ts',
    "export const planted = program.requiredOption('--device <device>', 'name');\n",
    'name',
  ),
  literal(
    'infra/cli/planted-argument.ts',
    "export const planted = program.argument('<run>', 'its id');\n",
    'its id',
  ),
  literal(
    'infra/cli/planted-help.ts',
    "export const planted = program.addHelpText('after', 'see also');\n",
    'see also',
  ),
];

/** What stands close to it, and is read by programs alone. */
export const allowedLiterals: readonly Plant[] = [
  {
    path: 'apps/dashboard/src/features/runs/fine-attributes.tsx',
    text:
      'export const Fine = ({ id, on }: { id: string; on: boolean }) => (\n' +
      "  <a className={on ? 'font-semibold text-ink' : ''} href={`/runs/${id}`} data-testid=\"run\">\n" +
      '    {on && <i role="img" onClick={() => open(\'run\')} title={id} />}\n' +
      '  </a>\n);\n',
  },
  {
    path: `${service.replace('planted', 'fine')}-refusal.ts`,
    text:
      'export const fine = (field: string): never => {\n' +
      "  log.error({ field }, 'could not store it');\n" +
      "  if (field === '') throw new PromiseBroken('the row was not returned');\n" +
      '  throw new BadInput(`${field}.name`, meetingRefusals.nobody);\n};\n',
  },
  {
    path: 'apps/dashboard/src/server/services/fine-refusal.test.ts',
    text: "export const fine = new BadInput('file', { message: 'It is empty.' });\n",
  },
  {
    path: 'infra/cli/fine-program.ts',
    text:
      'export const fine = (program: Command, lines: string[], all: object): void => {\n' +
      "  program.command('runs').argument('[name]').option('--json', runsHelp.json, 'no');\n" +
      "  progress.line('');\n" +
      '  process.stdout.write(`${JSON.stringify(all)}\\n`);\n' +
      "  process.stderr.write(`  ${lines.join('  ')}\\n`);\n};\n",
  },
  {
    path: 'packages/archive/src/testing/fine-snapshots.ts',
    text: "export const fine = { note: new SnapshotDamaged('path', 'It is a test.') };\n",
  },
];
