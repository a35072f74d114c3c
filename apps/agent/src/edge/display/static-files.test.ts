import { expect, it } from 'vitest';
import { buildOf, isOfBuild } from './static-files.ts';

const filesWith = (contents: Readonly<Record<string, string>>) =>
  new Map(
    Object.entries(contents).map(([path, text]) => [
      path,
      { mediaType: 'text/plain', read: () => Buffer.from(text) },
    ]),
  );

it('two builds of the page differ when anything of it does, whatever the order of the files', () => {
  const one = filesWith({ '/index.html': 'page', '/page.js': 'one', '/fonts/inter.woff2': 'font' });
  const same = filesWith({
    '/fonts/inter.woff2': 'other',
    '/page.js': 'one',
    '/index.html': 'page',
  });
  const next = filesWith({ '/index.html': 'page', '/page.js': 'two' });
  expect(buildOf(same)).toBe(buildOf(one));
  expect(buildOf(next)).not.toBe(buildOf(one));
});

it.each([
  ['/', true],
  ['/page.js', true],
  ['/page.css', true],
  ['/fonts/inter-abc.woff2', false],
  ['/pdf/cmaps/a.bcmap', false],
])('%s is asked for again at every load: %s', (path, again) => {
  expect(isOfBuild(path)).toBe(again);
});
