import { filesOfTar } from '@nanoedge/archive';
import { bundle, type Service } from './bundle.ts';
import type { StepOptions } from './debian.ts';
import { engineArchitecture } from './docker.ts';
import { MissingOutputError } from './errors.ts';
import {
  compileBytecode,
  describeToolchain,
  ensureToolchain,
  runtimeSources,
} from './toolchain.ts';
import { runCommand } from './command.ts';

export interface LooseParts {
  /** The C files of the runtime by name. */
  runtime: Map<string, Buffer>;
  /**
   * What it is linked with, by path: the sources of QuickJS (`quickjs/`), headers and archive of
   * BearSSL (`bearssl/`), `sqlite3.h` and the compiled `sqlite3.o`.
   */
  libraries: Map<string, Buffer>;
  bytecode: Buffer;
}

const taken = ['src/quickjs', 'src/bearssl', 'src/sqlite3.h', 'lib/nano/sqlite3.o'];

/**
 * What the image of a service is made of, for whoever compiles it in another way: with what finds
 * mistakes, for this machine's architecture. Rejects as `buildImages` does.
 */
export const looseParts = async (
  service: Service,
  options: StepOptions = {},
): Promise<LooseParts> => {
  const { services } = await bundle([service]);
  const host = await engineArchitecture(options.signal);
  const native = await describeToolchain(host, host);
  await ensureToolchain(native, options);
  const compiled = await compileBytecode(services, native, options);
  const bytecode = compiled.get(service.name);
  if (bytecode === undefined) throw new MissingOutputError(service.name);
  const tar = await runCommand(
    ['docker', 'run', '--rm', '--network', 'none', native.tag, 'tar', '-c', '-C', '/', ...taken],
    { signal: options.signal },
  );
  const files = [...(await filesOfTar(tar))].map(
    ([path, bytes]) => [path.replace(/^(src|lib\/nano)\//, ''), bytes] as const,
  );
  return { runtime: await runtimeSources(), libraries: new Map(files), bytecode };
};
