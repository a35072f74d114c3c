import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { guardProblems } from '@nanoedge/words';

const patienceMs = 5_000;

/** Debian has it where only root looks. */
const places = ['/usr/sbin/nft', '/sbin/nft', '/usr/bin/nft'];

/** What keeps the rules of a machine: takes a whole ruleset at once, or says why not. */
export type SetRules = (ruleset: string) => Promise<string | null>;

const whyNot = (said: string, code: number | null): string => {
  if (/operation not permitted|permission denied/i.test(said)) return guardProblems.noRight;
  const [first] = said.trim().split('\n');
  return guardProblems.refused(
    first === undefined || first === '' ? `exit ${String(code)}` : first,
  );
};

/** Gives the kernel rules by `nft -f -`. Resolves with null, or with why it did not take them. */
export const setByNft: SetRules = (ruleset) =>
  new Promise((resolve) => {
    const program = places.find((place) => existsSync(place));
    if (program === undefined) {
      resolve(guardProblems.noNft);
      return;
    }
    const nft = spawn(program, ['-f', '-'], {
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: patienceMs,
    });
    let said = '';
    nft.stderr.setEncoding('utf8');
    nft.stderr.on('data', (text: string) => {
      said = `${said}${text}`.slice(0, 2_000);
    });
    nft.on('error', (error) => resolve(guardProblems.refused(error.message)));
    nft.on('close', (code) => resolve(code === 0 ? null : whyNot(said, code)));
    // Who ended before it read everything has said why
    nft.stdin.on('error', () => undefined);
    nft.stdin.end(ruleset);
  });
