import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
  home: string;
}

const homes: string[] = [];

export const newHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'nanoedge-cli-'));
  homes.push(home);
  return home;
};

export const removeHomes = (): void => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
};

/**
 * Runs the project's command with a state folder of its own, or the one that `env` names; `through`
 * is a program that starts it, with its arguments.
 */
export const nanoedge = (
  args: readonly string[],
  env: Record<string, string>,
  through: readonly string[] = [],
): Promise<Outcome> => {
  const home = env['NANOEDGE_HOME'] ?? newHome();
  const [program = '', ...rest] = [...through, join(root, 'nanoedge'), ...args];
  return new Promise((done) => {
    const settings = {
      env: {
        ...process.env,
        PORT: '25800',
        NANOEDGE_DISPLAY_PORT: '25801',
        ...env,
        NANOEDGE_HOME: home,
      },
    };
    execFile(program, rest, settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ code, stdout, stderr, home });
    });
  });
};

export const complaints = ({ stderr }: Outcome): string[] =>
  stderr.split('\n').filter((line) => line.startsWith('nanoedge: '));

/** What the command says on a terminal of its own, where Ctrl-C is typed once it says `word`. */
export const interruptedAt = async (
  word: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ said: string; code: number | null }> => {
  const command = ['stty cols 90 rows 30; exec', join(root, 'nanoedge'), ...args].join(' ');
  const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { ...process.env, ...env },
  });
  let said = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    const before = said;
    said += text;
    if (said.includes(word) && !before.includes(word)) terminal.stdin.write('\u0003');
  });
  const [code] = (await once(terminal, 'close')) as [number | null];
  return { said, code };
};
