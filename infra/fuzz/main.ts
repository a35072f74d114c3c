import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';

const usage = `Fuzzes the datagram path of the nano runtime, after finding mistakes that are planted in it.

  pnpm fuzz [--seconds N]   30 without it

Needs the engine of DOCKER_HOST and Debian's clang, which it installs where it may. Ends with 1 when
something is found, with 2 when it could not be looked for. The file that shows a finding is in
.reports/fuzz/findings.
`;

const { values } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' }, seconds: { type: 'string', default: '30' } },
});
if (values.help === true) process.stdout.write(usage);
else {
  const { verdict, why } = await fuzz({
    folder: join(resolve(import.meta.dirname, '../..'), '.reports/fuzz'),
    seconds: Number(values.seconds),
    note: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${verdict}: ${why}\n`);
  process.exitCode = { clean: 0, found: 1, 'not checked': 2 }[verdict];
}
