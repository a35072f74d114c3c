import { ownZone } from '@nanoedge/base';
import { parse, TimeZone } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyBootstrap } from '../../src/server/bootstrap/apply.ts';
import { BootstrapDocument } from '../../src/server/bootstrap/document.ts';
import { sites } from '../../src/server/db/schema/index.ts';
import { refreshDesired } from '../../src/server/services/desired/refresh.ts';
import { getSite } from '../../src/server/services/site/get.ts';
import { listSites } from '../../src/server/services/site/list.ts';
import { demoForTests } from './support/demo.ts';
import { openWorld, site, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const documentIn = (timeZone: string | undefined): unknown => {
  const document = demoForTests();
  return { ...document, site: { ...document.site, timeZone } };
};
const apply = (timeZone: string | undefined): Promise<void> =>
  applyBootstrap(world.deps.db, BootstrapDocument.parse(documentIn(timeZone)));
const zones = async (): Promise<(string | undefined)[]> => {
  const viewer = await world.actor('viewer');
  await refreshDesired(world.deps, site);
  return [
    (await getSite(world.deps, viewer, { site })).timeZone,
    ...(await listSites(world.deps, viewer)).map(({ timeZone }) => timeZone),
    (await world.desired('room')).display?.timeZone,
  ];
};
const everywhere = (zone: string): string[] => [zone, zone, zone];

it('the demo site is in the zone of its installation', async () => {
  expect(await zones()).toEqual(everywhere(ownZone()));
});

it('a document’s zone reaches people and room screens, and one that says none changes nothing', async () => {
  await apply('Asia/Tokyo');
  expect(await zones()).toEqual(everywhere('Asia/Tokyo'));
  await apply(undefined);
  expect(await zones()).toEqual(everywhere('Asia/Tokyo'));
});

it.each([null, parse(TimeZone, 'Europe/Nowhere', 'zone')])(
  'a site whose row holds %s is in the zone of the installation',
  async (timeZone) => {
    await world.deps.db.update(sites).set({ timeZone }).where(eq(sites.id, site));
    expect(await zones()).toEqual(everywhere(ownZone()));
  },
);

it.each(['Europe/Nowhere', '+02:00', ''])('a document may not say “%s”', (timeZone) => {
  const read = BootstrapDocument.safeParse(documentIn(timeZone));
  expect(read.error?.issues.map(({ path }) => path.join('.'))).toContain('site.timeZone');
});
