import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that a test needs, until it is ended. */
export interface Running {
  child: ChildProcess;
  end(): Promise<void>;
}

/** Starts a program whose output is read only where it fails to begin. */
export const startProgram = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Running => {
  const child = spawn(program, [...args], { stdio: 'ignore', env });
  return {
    child,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};
