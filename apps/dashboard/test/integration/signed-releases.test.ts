import { openManifest, openOverride, verifierOf } from '@nanoedge/link';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { audit, releases } from '../../src/server/db/schema/index.ts';
import { getMatrix } from '../../src/server/services/deployments/matrix.ts';
import { changeDeployment } from '../../src/server/services/deployments/change.ts';
import { getDeployment } from '../../src/server/services/deployments/get.ts';
import { createRelease } from '../../src/server/services/nanoservices/create.ts';
import { listReleases } from '../../src/server/services/nanoservices/releases.ts';
import { adoptReleases } from '../../src/server/services/signing/adopt.ts';
import { signReleaseAgain } from '../../src/server/services/signing/sign-again.ts';
import {
  type DeploymentLab,
  digest,
  guidance,
  openDeploymentLab,
  otherLights,
} from './support/deployment-lab.ts';
import { site } from './support/world.ts';

let lab: DeploymentLab;

beforeEach(async () => {
  lab = await openDeploymentLab();
});
afterEach(() => lab.close());

const verifies = () => verifierOf(lab.world.deps.identity.releases.said.key);

const rowOf = async (id: string): Promise<typeof releases.$inferSelect> => {
  const [row] = await lab.world.deps.db.select().from(releases).where(eq(releases.id, id));
  if (row === undefined) throw new Error(`no release ${id}`);
  return row;
};

const manifestOf = async (id: string) => {
  const { signed } = await rowOf(id);
  return signed === null ? null : openManifest(signed, verifies());
};

/** What is signed of every release, as on an installation that had them before. */
const adopt = (isNew = true): Promise<void> => {
  const { deps } = lab.world;
  const { releases: signer } = deps.identity;
  const identity = { ...deps.identity, releases: { ...signer, isNew } };
  return adoptReleases({ ...deps, identity });
};

const audited = async (): Promise<string[]> =>
  (await lab.world.deps.db.select().from(audit).orderBy(desc(audit.id)).limit(3)).map(
    ({ summary }) => summary,
  );

/** A release of user-guidance that is newer than that of the installation. */
const newRelease = async (version: string, digit: string): Promise<string> => {
  const old = await rowOf(await lab.releaseOf('user-guidance'));
  const { id: _id, signed: _signed, version: _version, ...rest } = old;
  const { db } = lab.world.deps;
  const [row] = await db
    .insert(releases)
    .values({
      ...rest,
      version,
      imageId: digest(digit),
      createdAt: new Date(old.createdAt.getTime() + 60_000),
    })
    .returning();
  if (row === undefined) throw new Error('no release was made');
  await signReleaseAgain(lab.world.deps, lab.admin, { release: row.id });
  return row.id;
};

describe('a release', () => {
  it('is signed as it is made, and said to be another one once its row was changed', async () => {
    const { deps } = lab.world;
    const source = { template: await lab.releaseOf('presence-detection') };
    const made = await createRelease(deps, lab.admin, {
      nanoservice: 'side-door',
      version: '1.0.0',
      source,
    });
    expect(made.signed).toBe(true);
    expect(await manifestOf(made.id)).toMatchObject({
      nanoservice: 'side-door',
      version: '1.0.0',
      images: [made.imageId],
    });
    await deps.db
      .update(releases)
      .set({ imageId: digest('e') })
      .where(eq(releases.id, made.id));
    const { releases: listed } = await listReleases(deps, lab.admin, { nanoservice: 'side-door' });
    expect(listed).toMatchObject([{ signed: false }]);
  });

  it('is signed again as the newest of its nanoservice, which the audit trail tells', async () => {
    await adopt();
    const release = await lab.releaseOf('user-guidance');
    const before = await manifestOf(release);
    await signReleaseAgain(lab.world.deps, lab.admin, { release });
    expect((await manifestOf(release))?.sequence).toBeGreaterThan(before?.sequence ?? Infinity);
    expect(await audited()).toContain(
      'Signed the release 0.1.1 of user-guidance again, as it is stored',
    );
  });

  it('of before is signed once, with the new key, and not because it lies there later', async () => {
    const release = await lab.releaseOf('user-guidance');
    expect(await manifestOf(release)).toBeNull();
    await adopt(false);
    expect(await manifestOf(release)).toBeNull();
    await adopt();
    expect(await manifestOf(release)).toMatchObject({ nanoservice: 'user-guidance' });
    const { nanoservices } = await getMatrix(lab.world.deps, lab.admin, { site });
    const all = nanoservices.flatMap((known) => known.releases.map(({ signed }) => signed));
    expect(all.length).toBeGreaterThan(0);
    expect(all).not.toContain(false);
  });
});

describe('an older release', () => {
  it('comes with an override for this deployment and device, which the audit trail tells', async () => {
    await adopt();
    const { deps } = lab.world;
    const older = await lab.releaseOf('user-guidance');
    const newer = await newRelease('9.0.0', '9');
    await changeDeployment(deps, lab.admin, { deployment: guidance, release: newer });
    const { device } = await getDeployment(deps, lab.admin, { deployment: guidance });
    const desired = async () =>
      (await lab.world.desired(device)).deployments.find(({ id }) => id === guidance);
    expect((await desired())?.override).toBeNull();
    await changeDeployment(deps, lab.admin, { deployment: guidance, release: older });
    const said = (await desired())?.override ?? null;
    if (said === null) throw new Error('no override was sent');
    expect(openOverride(said, verifies())).toMatchObject({
      device,
      deployment: guidance,
      sequence: (await manifestOf(older))?.sequence,
      over: (await manifestOf(newer))?.sequence,
    });
    expect(await audited()).toContain(
      'Let user-guidance run 0.1.1, which is older than the newest release, once',
    );
  });

  it('needs no other override where only the config is changed', async () => {
    await adopt();
    await newRelease('9.0.0', '9');
    const { deps } = lab.world;
    await changeDeployment(deps, lab.admin, { deployment: guidance, config: otherLights });
    expect((await audited()).join()).not.toContain('older than the newest');
  });
});
