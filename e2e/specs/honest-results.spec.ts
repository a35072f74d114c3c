import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  cellOf,
  chooseIn,
  demoRestored,
  deploymentOf,
  ended,
  plainSpec,
  releaseOf,
  removalOf,
  runCard,
} from '../support/changes.ts';
import { expectAccessible } from '../support/accessible.ts';
import { type Api, openApi } from '../support/api.ts';
import { buildImage } from '../support/images.ts';
import { signIn } from '../support/session.ts';
import { containerOf, dockerOf, nanoedge, readStatus, stack } from '../support/stack.ts';

const stateOf = (name: string): string | undefined =>
  readStatus()
    .devices.flatMap(({ services }) => services)
    .find((service) => service.name === name)?.state;

const closetSnapshots = join(stack.home, 'agents/closet/snapshots');

test.describe('a result is what happened', () => {
  let api: Api;
  test.beforeEach(async () => {
    api = openApi('admin');
    await demoRestored(api);
  });

  test('a release whose process exits at once is rolled back, with its last words, and the old one still answers', async ({
    page,
  }) => {
    test.setTimeout(180_000);
    const image = buildImage({ ends: true });
    const before = await deploymentOf(api, 'user-guidance');
    const container = containerOf('corridor', 'user-guidance');
    const version = `broken-${Date.now()}`;
    await releaseOf(api, { nanoservice: 'user-guidance', version, archive: image.archive });
    await signIn(page, 'admin');
    await page.goto('/nanoservices');
    await chooseIn(page, 'user-guidance', /^Change release/);
    const dialog = page.getByRole('dialog', { name: /Change the release/ });
    const option = await dialog.getByRole('option', { name: new RegExp(version) }).textContent();
    await dialog.getByLabel('Release').selectOption({ label: option ?? '' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Change release' }).click();
    const run = runCard(page, 'user-guidance')
      .or(page.locator('[data-testid=run]').first())
      .first();
    await expect(run).toHaveAttribute('data-state', 'rolled-back', { timeout: 90_000 });
    await expect(run).toContainText('the light strip is of a kind that I do not know');
    await expect(run).toContainText('code 7');
    await expectAccessible(page);
    expect(containerOf('corridor', 'user-guidance')).toBe(container);
    await expect.poll(() => stateOf('user-guidance')).toBe('answering');
    expect((await deploymentOf(api, 'user-guidance')).release.id).toBe(before.release.id);
    await page.keyboard.press('Escape');
    await expect(cellOf(page, 'user-guidance')).toContainText('answering');
    image.remove();
  });

  for (const { what, options, words } of [
    {
      what: 'that cannot be written',
      options: 'ro',
      words: /snapshot folder cannot be written|read-only/i,
    },
    { what: 'on a full disk', options: 'size=4k', words: /full/i },
  ]) {
    test(`a removal with a snapshot store ${what} is refused, and authentication-engine still answers`, async ({
      page,
    }) => {
      test.setTimeout(180_000);
      const container = containerOf('closet', 'authentication-engine');
      mkdirSync(closetSnapshots, { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', closetSnapshots]);
      try {
        await signIn(page, 'admin');
        await page.goto('/nanoservices');
        await chooseIn(page, 'authentication-engine', /^Remove/);
        await page.getByRole('button', { name: 'Remove', exact: true }).click();
        const run = page.locator('[data-testid=run]').first();
        await expect(run).toHaveAttribute('data-state', 'refused', { timeout: 90_000 });
        await expect(run).toContainText(words);
        await expectAccessible(page);
        await expect.poll(() => stateOf('authentication-engine')).toBe('answering');
        expect(containerOf('closet', 'authentication-engine')).toBe(container);
        await page.keyboard.press('Escape');
        await expect(cellOf(page, 'authentication-engine')).toContainText('answering');
      } finally {
        execFileSync('umount', [closetSnapshots]);
      }
    });
  }

  test('an engine that is killed while it loads an image serves the old release again, and the change succeeds', async () => {
    test.setTimeout(300_000);
    const [small, large] = [buildImage(), buildImage({ padMegabytes: 300 })];
    const nanoservice = `ballast-${Date.now() % 100_000}`;
    const first = await releaseOf(api, {
      nanoservice,
      version: '1',
      archive: small.archive,
      spec: plainSpec,
    });
    const second = await releaseOf(api, { nanoservice, version: '2', archive: large.archive });
    const device = readStatus().devices.find(({ name }) => name === 'corridor')?.id;
    const site = await api.site();
    const placement = { devices: [device ?? ''] };
    const runs = await api.ask((dashboard) =>
      dashboard.deployments.add.mutate({ site, release: first.id, placement }),
    );
    expect(await ended(api, runs)).toMatchObject([{ state: 'done' }]);
    const { id } = await deploymentOf(api, nanoservice);
    const change = await api.ask((dashboard) =>
      dashboard.deployments.change.mutate({ deployment: id, release: second.id }),
    );
    const steps = async () =>
      (await api.ask((dashboard) => dashboard.runs.get.query({ run: change.id }))).steps.map(
        ({ step }) => step,
      );
    await expect.poll(steps, { timeout: 60_000, intervals: [10] }).toContain('loading');
    expect(await steps()).not.toContain('creating');
    nanoedge('lab', 'kill', 'corridor', '--engine');
    nanoedge('lab', 'start', 'corridor');
    const serving = () =>
      dockerOf('corridor')('ps', '--format', '{{.Names}} {{.Image}}')
        .split('\n')
        .filter((line) => line.includes(nanoservice));
    await expect.poll(serving, { timeout: 60_000 }).not.toEqual([]);
    expect(await ended(api, [change], 120_000)).toMatchObject([{ state: 'done' }]);
    expect(stateOf(nanoservice)).toBe('answering');
    expect(serving()).toHaveLength(1);
    expect(await ended(api, [await removalOf(api, id)])).toMatchObject([{ state: 'done' }]);
    await expect.poll(() => stateOf('user-guidance'), { timeout: 60_000 }).toBe('answering');
    small.remove();
    large.remove();
  });

  test('what somebody changes by hand is shown and put right, and a stranger’s container is left alone', async () => {
    test.setTimeout(120_000);
    const cursor = await api.cursor();
    const docker = dockerOf('corridor');
    const before = containerOf('corridor', 'user-guidance');
    const stranger = docker(
      'create',
      '--label',
      'whose=somebody',
      docker('inspect', '-f', '{{.Image}}', before).trim(),
    ).trim();
    docker('rm', '-f', before);
    await expect.poll(() => stateOf('user-guidance'), { timeout: 60_000 }).toBe('answering');
    expect(containerOf('corridor', 'user-guidance')).not.toBe(before);
    docker('pause', containerOf('corridor', 'user-guidance'));
    await expect
      .poll(
        async () =>
          (await api.eventsAfter(cursor)).filter(({ body }) => body.type === 'service.drifted')
            .length,
      )
      .toBe(2);
    await expect.poll(() => stateOf('user-guidance'), { timeout: 60_000 }).toBe('answering');
    expect(docker('inspect', '-f', '{{.State.Status}}', stranger).trim()).toBe('created');
    docker('rm', stranger);
  });
});
