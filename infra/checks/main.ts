import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { judge, type Pending, readPending } from './problem.ts';
import { check } from './rules.ts';
import { readTree } from './tree.ts';

const root = resolve(import.meta.dirname, '../..');
const pendingFile = join(root, 'infra/checks/pending.json');

const write = (pending: Pending): void =>
  writeFileSync(pendingFile, `${JSON.stringify(pending, null, 2)}\n`);

const problems = check(readTree(root));
const verdict = judge(problems, readPending(readFileSync(pendingFile, 'utf8')));

if (process.argv.includes('--shrink')) write(verdict.left);
else {
  for (const { rule, path, line, says } of verdict.refused)
    process.stderr.write(`${path}${line === undefined ? '' : `:${line}`} ${says} [${rule}]\n`);
  for (const excuse of verdict.stale)
    process.stderr.write(`${excuse} is excused, and nothing breaks it any more\n`);
  if (verdict.stale.length > 0)
    process.stderr.write('node infra/checks/main.ts --shrink takes those excuses out\n');
}

const left = Object.values(verdict.left).flat().length;
process.stdout.write(`house rules: ${verdict.refused.length} problems, ${left} excused\n`);
const stale = process.argv.includes('--shrink') ? 0 : verdict.stale.length;
process.exitCode = verdict.refused.length + stale === 0 ? 0 : 1;
