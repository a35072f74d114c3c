import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface TestRegistry {
  /** `127.0.0.1:port`, which engines trust without TLS. */
  host: string;
  stop: () => Promise<void>;
}

/** The one account of a registry that wants a password, and the line of htpasswd for it. */
export const registryAccount = {
  username: 'ann',
  password: 'geheim und lang',
  line: 'ann:$2b$04$iZk0MZD7YII5HZNoqEgD9e/ubMvfI8F4t/QhXqWHAvZYDbSjjRM8W',
} as const;

/**
 * Debian's docker-registry on a free port, with a folder of its own; `enter` runs it in another
 * network.
 */
export const startRegistry = async (
  enter: readonly string[] = [],
  { isPrivate = false } = {},
): Promise<TestRegistry> => {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  const htpasswd = join(folder, 'htpasswd');
  writeFileSync(htpasswd, `${registryAccount.line}\n`);
  const config = {
    version: 0.1,
    log: { level: 'info' },
    storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
    http: { addr: '127.0.0.1:0' },
    ...(isPrivate ? { auth: { htpasswd: { realm: 'test', path: htpasswd } } } : {}),
  };
  const file = join(folder, 'config.yml');
  writeFileSync(file, JSON.stringify(config));
  const [program, ...args] = [...enter, '/usr/bin/docker-registry', 'serve', file];
  const server = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  const lines = createInterface({ input: server.stderr });
  const port = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`docker-registry ended with ${String(code)}`)));
  });
  return {
    host: `127.0.0.1:${port}`,
    stop: async () => {
      server.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
