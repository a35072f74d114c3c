import { posix } from 'node:path';
import type { Offence } from '../offence.ts';

const linked = /\]\((?!https?:|#|mailto:)([^)\s#]+)(?:#[^)]*)?\)/g;
const quoted = /`((?:apps|packages|infra|e2e|docs)\/[A-Za-z0-9_./@[\]-]+)`/g;

const folders = (files: ReadonlySet<string>): Set<string> => {
  const all = new Set<string>();
  for (const file of files) {
    for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder))
      all.add(folder);
  }
  return all;
};

/**
 * One line for each path that a document names and that does not exist. Links count relative to
 * their document, quoted paths from the top of the repository.
 */
export const missingPaths = (
  documents: readonly { path: string; text: string }[],
  files: ReadonlySet<string>,
): Offence[] => {
  const known = folders(files);
  const exists = (path: string) => files.has(path) || known.has(path.replace(/\/$/, ''));
  return documents.flatMap(({ path, text }) => {
    const prose = text.replace(/```[\s\S]*?```/g, '');
    const targets = [
      ...[...prose.matchAll(linked)].map((match) =>
        posix.normalize(posix.join(posix.dirname(path), match[1] ?? '')),
      ),
      ...[...prose.matchAll(quoted)].map((match) => posix.normalize(match[1] ?? '')),
    ];
    return [...new Set(targets)]
      .filter((target) => !exists(target))
      .map((target) => ({
        rule: 'documents',
        path,
        subject: target,
        says: `names ${target}, which does not exist`,
      }));
  });
};
