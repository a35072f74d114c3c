import { parse, SiteId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import type { May } from '@/browser/site/site.tsx';
import { denialAtAll } from '@/policy/can.ts';
import type { Role } from '@/policy/roles.ts';
import { mayLookAt, placesFor } from './nav.ts';

const demo = parse(SiteId, 'demo', 'site');
const as =
  (role: Role, site: SiteId | null = null): May =>
  (action) =>
    denialAtAll({ role, site }, action) === null;

describe('the pages that are offered', () => {
  it.each(['viewer', 'organiser'] as const)('show a %s nothing of the machinery', (role) => {
    expect(placesFor(as(role)).map(({ href }) => href)).toEqual(['/live', '/meetings']);
    for (const path of ['/settings', '/deployments/d-1', '/registries', '/new-nanoservice'])
      expect(mayLookAt(path, as(role)), path).toBe(false);
    for (const path of ['/arrivals/j-1', '/account'])
      expect(mayLookAt(path, as(role)), path).toBe(true);
  });

  it('show an administrator of every site everything', () => {
    expect(placesFor(as('admin'))).toHaveLength(9);
    for (const path of ['/settings', '/deployments/d-1', '/registries', '/new-nanoservice'])
      expect(mayLookAt(path, as('admin')), path).toBe(true);
  });

  it('show an administrator of one site what is of a site, and not what all sites share', () => {
    expect(placesFor(as('admin', demo))).toHaveLength(9);
    for (const path of ['/settings', '/deployments/d-1'])
      expect(mayLookAt(path, as('admin', demo)), path).toBe(true);
    for (const path of ['/registries', '/new-nanoservice'])
      expect(mayLookAt(path, as('admin', demo)), path).toBe(false);
  });
});
