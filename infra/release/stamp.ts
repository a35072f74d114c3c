import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Why no release can be made of this; nothing was written. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused';
}

const wanted = /^(\d+)\.(\d+)\.(\d+)$/;

const manifests = ['package.json', '{apps,packages}/*/package.json', '{infra,e2e}/package.json'];

/** Where the agent says its version: it is bundled, and reads no file. */
const agentVersion = 'apps/agent/src/version.ts';

const numbers = (version: string): number[] => version.split('.').map(Number);

const isNewer = (version: string, than: string): boolean => {
  const [a, b] = [numbers(version), numbers(than)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0);
};

const current = (root: string): string =>
  /"version": "([^"]+)"/.exec(readFileSync(join(root, 'package.json'), 'utf8'))?.[1] ?? '0.0.0';

/** The manifest's text with that version, which stands behind the name. */
const stampManifest = (text: string, version: string): string => {
  const bare = text.replace(/\n {2}"version": "[^"]*",/, '');
  return bare.replace(/("name": "[^"]*",)/, `$1\n  "version": "${version}",`);
};

/** What stands under Unreleased becomes the release's. */
const stampChangelog = (text: string, version: string, day: string): string => {
  const heading = '## [Unreleased]\n';
  const from = text.indexOf(heading);
  if (from === -1) throw new ReleaseRefused('CHANGELOG.md has no heading “[Unreleased]”.');
  const rest = text.slice(from + heading.length);
  const news = rest.slice(0, Math.max(0, rest.indexOf('\n## [')));
  if (!news.includes('\n- '))
    throw new ReleaseRefused('CHANGELOG.md says nothing under “[Unreleased]”.');
  return `${text.slice(0, from)}${heading}\n## [${version}] - ${day}\n${rest}`;
};

const agentText = (version: string, text: string): string =>
  text.replace(/version = '[^']*'/, `version = '${version}'`);

/**
 * Writes one version wherever the product says which it is, and closes the changelog's open chapter
 * with it. Image tags follow the top package.json. Returns the files that changed. Throws
 * ReleaseRefused before anything is written.
 */
export const stamp = (root: string, version: string, day: string): string[] => {
  if (!wanted.test(version))
    throw new ReleaseRefused(`A version is three numbers, as 0.2.0, not “${version}”.`);
  if (!isNewer(version, current(root)))
    throw new ReleaseRefused(`${version} is not newer than ${current(root)}.`);
  const edits = new Map<string, string>();
  const edit = (path: string, change: (text: string) => string): void => {
    if (existsSync(join(root, path)))
      edits.set(path, change(readFileSync(join(root, path), 'utf8')));
  };
  for (const path of globSync(manifests, { cwd: root }))
    edit(path, (text) => stampManifest(text, version));
  edit(agentVersion, (text) => agentText(version, text));
  edit('CHANGELOG.md', (text) => stampChangelog(text, version, day));
  for (const [path, text] of edits) writeFileSync(join(root, path), text);
  return [...edits.keys()].toSorted();
};
