import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productServices } from '../system/services.ts';
import { manifestSection } from './manifest-section.ts';

const root = resolve(import.meta.dirname, '../../..');
const services = await productServices(root);

describe.each(services)('the page of $name', ({ name, manifest }) => {
  const file = join(root, 'docs/nanoservices', `${name}.md`);
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '';

  it('is there, and names its source', () => {
    expect(page).toContain(`apps/nanoservices/src/${name}`);
  });

  it('has the config, limits and peers of the manifest', () => {
    expect(page).toContain(manifestSection(manifest));
  });
});
