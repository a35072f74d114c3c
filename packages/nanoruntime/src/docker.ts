import { commandSucceeds, runCommand } from './command.ts';
import { fromEngine, type Architecture } from './platform.ts';
import { UnsupportedEngineError } from './errors.ts';

/** Asks the engine of DOCKER_HOST for its own architecture. Rejects with UnsupportedEngineError. */
export async function engineArchitecture(signal?: AbortSignal): Promise<Architecture> {
  const output = await runCommand(['docker', 'version', '--format', '{{.Server.Arch}}'], {
    signal,
  });
  const name = output.toString().trim();
  const found = fromEngine(name);
  if (found === undefined) throw new UnsupportedEngineError(name);
  return found;
}

export function hasImage(tag: string, signal?: AbortSignal): Promise<boolean> {
  return commandSucceeds(['docker', 'image', 'inspect', tag], signal);
}

/** The labels of the images that are there, by tag; absent ones are left out. */
export async function readLabels(
  tags: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, Record<string, string>>> {
  const wanted = new Set(tags);
  const list = await runCommand(['docker', 'image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'], {
    signal,
  });
  const present = list
    .toString()
    .split('\n')
    .filter((tag) => wanted.has(tag));
  if (present.length === 0) return new Map();
  const output = await runCommand(
    ['docker', 'image', 'inspect', '--format', '{{json .Config.Labels}}', ...present],
    { signal },
  );
  const lines = output.toString().trim().split('\n');
  return new Map(
    present.map((tag, at) => [
      tag,
      (JSON.parse(lines[at] ?? 'null') ?? {}) as Record<string, string>,
    ]),
  );
}

/** Pipes `input` through a command in a throw-away container without network. */
export function runInImage(
  tag: string,
  command: string,
  options: { input: Buffer; signal?: AbortSignal | undefined },
): Promise<Buffer> {
  return runCommand(
    [
      'docker',
      'run',
      '--rm',
      '--interactive',
      '--network',
      'none',
      tag,
      'sh',
      `/usr/local/bin/${command}`,
    ],
    options,
  );
}
