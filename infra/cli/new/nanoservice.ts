import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NanoserviceName } from '@nanoedge/protocol';
import { checkoutProblems } from '@nanoedge/words';
import { UserError } from '../errors.ts';
import { productServices, servicesFolder } from '../system/services.ts';
import { manifestSection } from './manifest-section.ts';

const templates = join(import.meta.dirname, '../templates/nanoservice');

/** Each file of a new nanoservice's folder, and the template that it is made of. */
const files: readonly [string, string][] = [
  ['manifest.ts', 'manifest.ts.txt'],
  ['calls.ts', 'calls.ts.txt'],
  ['calls.test.ts', 'calls.test.ts.txt'],
  ['service.ts', 'service.ts.txt'],
  ['main.ts', 'main.ts.txt'],
  ['test/conformance.ts', 'conformance.ts.txt'],
];

/** `door-bell` → `doorBell`. */
const camel = (name: string): string =>
  name.replaceAll(/-+([a-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const filled = (template: string, name: string): string =>
  readFileSync(join(templates, template), 'utf8')
    .replaceAll('__name_camel__', camel(name))
    .replaceAll('__Name__', capital(camel(name)))
    .replaceAll('__Title__', capital(name.replaceAll('-', ' ').trim()))
    .replaceAll('__name__', name);

const write = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: 'wx' });
};

/** Throws UserError when there can be no nanoservice of that name, or there is one. */
const requireFree = (name: string, paths: { folder: string; page: string }): void => {
  const checked = NanoserviceName.safeParse(name);
  if (!checked.success)
    throw new UserError(checkoutProblems.badName(name, checked.error.issues[0]?.message ?? ''));
  const taken = Object.values(paths).find((path) => existsSync(path));
  if (taken !== undefined) throw new UserError(checkoutProblems.nameTaken(taken));
};

/**
 * Writes the folder and the page of a new nanoservice: one that works, to be changed. Gives the
 * files that it wrote. Throws UserError and writes nothing when the name cannot be.
 */
export const writeNanoservice = async (root: string, name: string): Promise<string[]> => {
  const folder = join(servicesFolder(root), name);
  const page = join(root, 'docs/nanoservices', `${name}.md`);
  requireFree(name, { folder, page });
  const written = files.map(([file, template]) => {
    const target = join(folder, file);
    write(target, filled(template, name));
    return target;
  });
  const made = (await productServices(root)).find((service) => service.name === name);
  const config = made === undefined ? '' : manifestSection(made.manifest);
  write(page, filled('page.md.txt', name).replace('__config__', config));
  return [...written, page];
};
