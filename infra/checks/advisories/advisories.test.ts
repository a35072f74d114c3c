import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { askForAdvisories } from './advisories.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The environment of somebody whose registry answers each question with `body`. */
const askingRegistry = async (status: number, body: object): Promise<NodeJS.ProcessEnv> => {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { ...process.env, pnpm_config_registry: `http://127.0.0.1:${String(port)}` };
};

it('finds nothing where the registry knows of nothing', async () => {
  const env = await askingRegistry(200, {});
  expect(await askForAdvisories(root, env)).toEqual({ verdict: 'clean', lines: [] });
});

it('names a package of ours that the registry knows a weakness of, and who brings it', async () => {
  const weakness = {
    id: 1,
    url: 'https://github.com/advisories/GHSA-0',
    title: 'Reads too far',
    severity: 'moderate',
    vulnerable_versions: '<99',
    cwe: ['CWE-125'],
    cvss: { score: 5, vectorString: null },
  };
  const { verdict, lines } = await askForAdvisories(
    root,
    await askingRegistry(200, { zod: [weakness] }),
  );
  expect(verdict).toBe('found');
  expect(lines).toEqual([
    expect.stringMatching(
      /^moderate: zod [\d., ]+: Reads too far \(https:\/\/github\.com\/advisories\/GHSA-0\), by \S+zod$/u,
    ),
  ]);
});

it('does not call clean what the registry would not answer', async () => {
  const { verdict, lines } = await askForAdvisories(root, await askingRegistry(405, {}));
  expect(verdict).toBe('not checked');
  expect(lines.join('\n')).toMatch(/responded with 405/u);
});
