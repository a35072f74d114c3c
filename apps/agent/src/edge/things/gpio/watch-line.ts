import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ThingFault } from '../condition.ts';
import { callsOf, type Line, readEdge, readVersion } from './gpiomon.ts';

/** Where the tools of libgpiod are, in Debian's package `gpiod`. */
export interface GpioTools {
  gpiomon: string;
  gpioget: string;
}

const answerMs = 3_000;

const faultOf = (line: Line, said: string, cause?: unknown): ThingFault => {
  const which = `${line.chip} ${line.line}`;
  const options = cause === undefined ? {} : { cause };
  if (/permission|EACCES/i.test(said)) return new ThingFault('line-denied', which, options);
  return new ThingFault('no-line', `${which}: ${said.trim()}`, options);
};

const ask = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: answerMs }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT')
        reject(new ThingFault('no-tool', program, { cause: error }));
      else
        reject(new ThingFault('no-line', stderr === '' ? error.message : stderr, { cause: error }));
    });
  });

const versionOf = async ({ gpiomon }: GpioTools): Promise<1 | 2> => {
  const version = readVersion(await ask(gpiomon, ['--version']));
  if (version === null) throw new ThingFault('no-tool', `${gpiomon}: of neither libgpiod 1 nor 2`);
  return version;
};

/**
 * Watches a line of a GPIO chip until that cannot go on, which is a ThingFault, or `signal` is
 * aborted. `onLevel` hears the level as it is and every change.
 */
export const watchLine = async (
  { tools, line, onLevel }: { tools: GpioTools; line: Line; onLevel: (high: boolean) => void },
  signal: AbortSignal,
): Promise<void> => {
  const version = await versionOf(tools);
  const calls = callsOf(version, line);
  const level = await ask(tools.gpioget, calls.gpioget).catch((error: unknown) => {
    throw error instanceof ThingFault && error.problem === 'no-line'
      ? faultOf(line, error.detail, error)
      : error;
  });
  onLevel(level.trim() === '1');
  const child = spawn(tools.gpiomon, calls.gpiomon, { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said = (said + part.toString('utf8')).slice(-500)));
  createInterface({ input: child.stdout }).on('line', (text) => {
    const high = readEdge(version, text);
    if (high !== null) onLevel(high);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', (error) =>
        reject(new ThingFault('no-tool', tools.gpiomon, { cause: error })),
      );
      child.once('close', () => {
        if (signal.aborted) resolve();
        else reject(faultOf(line, said === '' ? 'gpiomon ended' : said));
      });
    });
  } finally {
    signal.removeEventListener('abort', end);
  }
};
