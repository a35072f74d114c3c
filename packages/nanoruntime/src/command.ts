import { spawn } from 'node:child_process';
import { CommandError } from './errors.ts';

export interface CommandOptions {
  /** Written to the command's standard input. */
  input?: Buffer;
  signal?: AbortSignal | undefined;
  /** Called with each line of output, for progress; the output is returned all the same. */
  onLine?: ((line: string) => void) | undefined;
}

/**
 * Runs one command without a shell and returns its standard output.
 * Rejects with CommandError when it ends with another status than 0, and when the signal aborts it.
 */
export function runCommand(
  argv: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<Buffer> {
  const [program, ...args] = argv;
  const { input, signal, onLine } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: 'pipe',
      ...(signal === undefined ? {} : { signal }),
    });
    const output: Buffer[] = [];
    const problems: Buffer[] = [];
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      into.push(chunk);
      if (onLine === undefined) return;
      for (const line of chunk.toString().split('\n')) if (line.trim() !== '') onLine(line);
    };
    child.stdout.on('data', collect(output));
    child.stderr.on('data', collect(problems));
    child.on('error', (error) => reject(new CommandError(argv, undefined, error.message)));
    child.on('close', (status) => {
      if (status === 0) resolve(Buffer.concat(output));
      else
        reject(
          new CommandError(
            argv,
            status ?? undefined,
            Buffer.concat([...problems, ...output.slice(-20)]).toString(),
          ),
        );
    });
    // A command that ends early closes its input; its status tells why.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** True when the command ends with status 0; for questions such as "is this image there". */
export async function commandSucceeds(
  argv: readonly [string, ...string[]],
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await runCommand(argv, { signal });
    return true;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CommandError && error.status !== undefined) return false;
    throw error;
  }
}
