import { spawn } from 'node:child_process';
import { CommandFailed } from '../errors.ts';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Called with every complete line of both streams. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
  /** Give the child our own streams instead of collecting them. */
  inherit?: boolean;
}

const tailLines = 40;

/**
 * Runs a program without a shell and returns its whole standard output. Throws CommandFailed with
 * its last lines when it does not exit with 0, or ENOENT's error when it is not installed.
 */
export const run = (
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      stdio: options.inherit === true ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    const stdout: string[] = [];
    const tail: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        if (stream === child.stdout) stdout.push(chunk);
        const lines = (rest + chunk).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines) {
          tail.push(line);
          if (tail.length > tailLines) tail.shift();
          options.onLine?.(line);
        }
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout.join(''));
      else
        reject(
          new CommandFailed([program, ...args].join(' ').slice(0, 120), code, tail.join('\n')),
        );
    });
  });

/** True when the program exists and exits with 0. */
export const succeeds = async (
  program: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<boolean> => {
  try {
    await run(program, args, env === undefined ? {} : { env });
    return true;
  } catch {
    return false;
  }
};
