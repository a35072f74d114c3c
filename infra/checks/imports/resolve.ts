import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { doors } from './table.ts';

/** Where an import leads: into this repository, to a package, or to the platform. */
export interface Destination {
  kind: 'own' | 'npm' | 'node' | 'nano';
  /** A path from the top of the repository, or the package's name with its sub-path. */
  name: string;
}

const ours = /^@nanoedge\/([^/]+)(?:\/(.*))?$/;
const apps = new Set(['agent', 'dashboard', 'nanoservices']);
const builtin = new Set(builtinModules);

const inWorkspace = (name: string, rest: string | undefined): string => {
  if (name === 'infra') return posix.join('infra', rest ?? '');
  const folder = `${apps.has(name) ? 'apps' : 'packages'}/${name}`;
  return posix.join(folder, rest ?? 'src/index.ts');
};

export const resolveImport = (from: string, specifier: string): Destination => {
  const door = doors[specifier];
  if (door !== undefined) return { kind: 'own', name: door.to };
  if (specifier.startsWith('.'))
    return { kind: 'own', name: posix.join(posix.dirname(from), specifier) };
  if (specifier.startsWith('@/'))
    return { kind: 'own', name: `apps/dashboard/src/${specifier.slice(2)}` };
  const [, workspace, rest] = ours.exec(specifier) ?? [];
  if (workspace !== undefined) return { kind: 'own', name: inWorkspace(workspace, rest) };
  if (specifier.startsWith('nano:')) return { kind: 'nano', name: specifier };
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  return { kind: builtin.has(specifier) ? 'node' : 'npm', name: specifier };
};
