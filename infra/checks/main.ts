import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ruleOn, type Pending, readPending } from './offence.ts';
import { check, checkFiles } from './rules.ts';
import { readTree } from './tree.ts';

const root = resolve(import.meta.dirname, '../..');
const pendingFile = join(root, 'infra/checks/pending.json');

const write = (pending: Pending): void =>
  writeFileSync(pendingFile, `${JSON.stringify(pending, null, 2)}\n`);

const offences = [...check(readTree(root)), ...checkFiles(root)];
const ruling = ruleOn(offences, readPending(readFileSync(pendingFile, 'utf8')));

if (process.argv.includes('--shrink')) write(ruling.left);
else {
  for (const { rule, path, line, says } of ruling.refused)
    process.stderr.write(`${path}${line === undefined ? '' : `:${line}`} ${says} [${rule}]\n`);
  for (const excuse of ruling.stale)
    process.stderr.write(`${excuse} is excused, and nothing breaks it any more\n`);
  if (ruling.stale.length > 0)
    process.stderr.write('node infra/checks/main.ts --shrink takes those excuses out\n');
}

const left = Object.values(ruling.left).flat().length;
process.stdout.write(`house rules: ${ruling.refused.length} problems, ${left} excused\n`);
const stale = process.argv.includes('--shrink') ? 0 : ruling.stale.length;
process.exitCode = ruling.refused.length + stale === 0 ? 0 : 1;
