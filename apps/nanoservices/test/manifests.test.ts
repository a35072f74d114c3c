import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, type ManifestSource } from '@nanoedge/nanoruntime';
import { InvalidMessage, parse, parseJson } from '@nanoedge/protocol';
import { goldensIn } from '@nanoedge/protocol/golden';
import { describe, expect, it } from 'vitest';
import { services, sources } from './support/services.ts';

const sourceOf = async (name: string): Promise<ManifestSource> => {
  const file = pathToFileURL(join(sources, name, 'manifest.ts')).href;
  return ((await import(/* @vite-ignore */ file)) as { manifest: ManifestSource }).manifest;
};

const refusal = (work: () => unknown): InvalidMessage | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof InvalidMessage) return error;
    throw error;
  }
};

const isService = (name: string): boolean => existsSync(join(sources, name, 'main.ts'));

describe('the folders of the nanoservices', () => {
  it('have a manifest each, with a config schema', () => {
    const folders = readdirSync(sources).filter(isService);
    expect(services.map(({ name }) => name)).toEqual(folders.toSorted());
    for (const { manifest } of services) expect(manifest.configSchema).not.toBeNull();
  });

  it('bring nothing of their manifests into the images but the config’s schema', async () => {
    const { services: code, chunks } = await bundle(services);
    const all = [...code.values(), ...chunks.values()].join('\n');
    for (const { manifest } of services) expect(all).not.toContain(manifest.description);
    expect(all).not.toContain('json-schema.org');
  });
});

const fixturesOf = (name: string): string => join(sources, name, 'test/config.fixtures.json');
const withFixtures = services.filter(({ name }) => existsSync(fixturesOf(name)));

describe.each(withFixtures)('the config of $name', async ({ name }) => {
  const { config } = await sourceOf(name);
  const [golden] = goldensIn(JSON.parse(readFileSync(fixturesOf(name), 'utf8')));
  const { valid, broken } = golden ?? { valid: [], broken: [] };

  it.each(valid.map((value) => ({ value })))('takes a valid one as it is', ({ value }) => {
    expect(parseJson(config, JSON.stringify(value), 'config')).toEqual(value);
  });

  it.each(broken)('refuses $edit, naming the field', ({ value, field }) => {
    expect(refusal(() => parse(config, value, 'config'))?.field).toBe(field);
  });
});
