import { basename } from 'node:path/posix';
import type { Offence } from '../offence.ts';
import { isTest, type SourceText } from '../source.ts';

/**
 * Files that stand in each of several folders and say the same of each: what they export has one
 * meaning, once per folder.
 */
const repeated = new Set(['env.ts', 'main.ts', 'manifest.ts', 'service.ts', 'version.ts']);

/** Others decide what these export: Next of its pages, Node of the modules that we stand in for. */
const named = ['apps/dashboard/src/app/', 'packages/nanoruntime/src/shims/'];
const isNamedElsewhere = (path: string): boolean => named.some((folder) => path.startsWith(folder));

const declared = ({ program }: SourceText): Set<string> => {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) continue;
    const { declaration } = statement;
    if (declaration.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations)
        if (id.type === 'Identifier') names.add(id.name);
    } else if ('id' in declaration && declaration.id?.type === 'Identifier')
      names.add(declaration.id.name);
  }
  return names;
};

/** Each name that several files declare for everybody, and so with several meanings. */
export const namesWithTwoMeanings = (sources: readonly SourceText[]): Offence[] => {
  const homes = new Map<string, string[]>();
  for (const source of sources) {
    const { path } = source;
    if (isTest(path) || isNamedElsewhere(path) || repeated.has(basename(path))) continue;
    for (const name of declared(source)) homes.set(name, [...(homes.get(name) ?? []), path]);
  }
  return [...homes]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => ({
      rule: 'names',
      path: name,
      says: `is declared by ${paths.toSorted().join(', ')}`,
    }));
};
