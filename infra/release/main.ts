import { resolve } from 'node:path';
import { ReleaseRefused, stamp } from './stamp.ts';

const root = resolve(import.meta.dirname, '../..');
const [version = '', ...more] = process.argv.slice(2);

if (version === '' || version.startsWith('-') || more.length > 0) {
  process.stdout.write(
    'pnpm release VERSION   stamps VERSION everywhere; commit and tag it then\n',
  );
  process.exitCode = version === '--help' ? 0 : 1;
} else {
  try {
    const changed = stamp(root, version, new Date().toISOString().slice(0, 10));
    process.stdout.write(`${changed.join('\n')}\n`);
    process.stdout.write(`Now: git commit -am "chore: release ${version}", git tag v${version}\n`);
  } catch (error) {
    if (!(error instanceof ReleaseRefused)) throw error;
    process.stderr.write(`release: ${error.message}\n`);
    process.exitCode = 1;
  }
}
