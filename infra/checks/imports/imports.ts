import type { Offence } from '../offence.ts';
import { type ImportLine, isTest, type SourceText } from '../source.ts';
import { resolveImport, type Destination } from './resolve.ts';
import { type Area, areas, bundled, doors, keptBy, testsMay } from './table.ts';

const covers = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

/** The part of `path` that the area names, with its `*` filled in; null when it is elsewhere. */
const within = (at: string, path: string): string | null => {
  const wanted = at.split('/');
  const parts = path.split('/');
  // A `*` is a folder: a file in the same place belongs to the row above.
  if (parts.length <= wanted.length) return null;
  return wanted.every((part, index) => part === '*' || part === parts[index])
    ? parts.slice(0, wanted.length).join('/')
    : null;
};

const depth = ({ at }: Area): number => at.split('/').length * 2 - (at.includes('*') ? 1 : 0);

const byDepth = areas.toSorted((a, b) => depth(b) - depth(a));

interface Place {
  own: string;
  area: Area;
}

const placeOf = (path: string): Place | null => {
  for (const area of byDepth) {
    const own = within(area.at, path);
    if (own !== null) return { own, area };
  }
  return null;
};

/** A test reaches all of its app, and what the app's own row allows. */
const testPlaceOf = (path: string): Place | null => {
  const own = /^(?:apps|packages)\/[^/]+|^[^/]+/.exec(path)?.[0] ?? path;
  const row = areas.find(({ at }) => at === own);
  return row === undefined
    ? null
    : { own, area: { at: own, may: [...row.may, ...testsMay, 'npm', 'node'] } };
};

/** The longest right that covers the target decides. */
const allows = (rights: readonly string[], { kind, name }: Destination): boolean => {
  const general = kind === 'own' ? [] : [kind];
  const matching = rights.filter((right) => {
    const bare = right.replace(/^!/, '');
    return covers(bare, name) || general.some((word) => word === bare);
  });
  const rank = (right: string): number => {
    const bare = right.replace(/^!/, '');
    return covers(bare, name) ? bare.length : 0;
  };
  const decisive = matching.toSorted((a, b) => rank(b) - rank(a))[0];
  return decisive !== undefined && !decisive.startsWith('!');
};

const keeperOf = ({ kind, name }: Destination): readonly string[] | null => {
  const kept = Object.keys(keptBy).find((system) => kind === 'npm' && covers(system, name));
  return kept === undefined ? null : (keptBy[kept] ?? null);
};

/** Why `from` may not import this; null when it may. */
const refusal = (from: string, { specifier, typeOnly }: ImportLine): string | null => {
  const target = resolveImport(from, specifier);
  if (target.kind === 'own' && /(?:^|\/)main(?:\.tsx?)?$/.test(target.name))
    return 'nobody imports main.ts; move what you need beside it';
  const unbundled = !isTest(from) && !bundled.some((folder) => covers(folder, from));
  if (specifier.startsWith('@/') && unbundled)
    return 'Node runs this file, and knows no @/; write the path';
  const door = doors[specifier];
  if (door !== undefined) {
    if (door.types === true && !typeOnly) return 'this door is for types only';
    return door.from.some((folder) => covers(folder, from))
      ? null
      : `only ${door.from.join(', ')} may use this door`;
  }
  const keepers = keeperOf(target);
  if (keepers !== null && !keepers.some((folder) => covers(folder, from)))
    return `only ${keepers.join(', ')} may speak to it; use the port instead`;
  const place = isTest(from) ? testPlaceOf(from) : placeOf(from);
  if (place === null) return null;
  const { own, area } = place;
  if (target.kind === 'own' && covers(own, target.name)) return null;
  if (allows(area.may, target)) return null;
  if (typeOnly && allows(area.types ?? [], target)) return null;
  return `${own} may not (infra/checks/imports/table.ts)`;
};

/** Every import that the table does not allow. */
export const checkImports = (sources: readonly SourceText[]): Offence[] =>
  sources.flatMap(({ path, imports }) =>
    imports.flatMap((line) => {
      const why = refusal(path, line);
      return why === null
        ? []
        : [
            {
              rule: 'imports',
              path,
              subject: resolveImport(path, line.specifier).name,
              line: line.line,
              says: `imports ${line.specifier}, but ${why}`,
            },
          ];
    }),
  );
