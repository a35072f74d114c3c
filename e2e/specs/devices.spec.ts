import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';
import { dockerOf, readStatus } from '../support/stack.ts';

interface Inspected {
  Name: string;
  Config: { User: string };
  HostConfig: {
    Privileged: boolean;
    ReadonlyRootfs: boolean;
    CapDrop: string[];
    CapAdd: string[] | null;
    SecurityOpt: string[];
    Memory: number;
    PidsLimit: number;
    Binds: string[] | null;
    Devices: unknown[] | null;
    NetworkMode: string;
  };
}

/** Asks each device's engine something of all its containers. */
const askAll = (...command: string[]): string[] =>
  readStatus().devices.map(({ name, id }) => {
    const ids = dockerOf(name)('ps', '-q', '--filter', `label=io.nanoedge.device=${id}`)
      .trim()
      .split('\n');
    return dockerOf(name)(...command, ...ids);
  });

const ours = (): Inspected[] =>
  askAll('inspect').flatMap((text) => JSON.parse(text) as Inspected[]);

const mebibytes = (text: string): number => {
  const [, value = '0', unit = ''] = /^([\d.]+)(\w+)/.exec(text) ?? [];
  return (
    Number(value) * ({ B: 1 / 1_048_576, KiB: 1 / 1024, MiB: 1, GiB: 1024 }[unit] ?? Number.NaN)
  );
};

test.describe('what runs where', () => {
  test('eight containers run six services, each small, each locked down', () => {
    const containers = ours();
    expect(containers).toHaveLength(8);
    for (const { Name, Config, HostConfig } of containers) {
      expect.soft(HostConfig.Privileged, Name).toBe(false);
      expect.soft(HostConfig.ReadonlyRootfs, Name).toBe(true);
      expect.soft(HostConfig.CapDrop, Name).toEqual(['ALL']);
      expect.soft(HostConfig.CapAdd ?? [], Name).toEqual([]);
      expect.soft(HostConfig.SecurityOpt, Name).toContain('no-new-privileges');
      expect.soft(Config.User, Name).toBe('65532:65532');
      expect.soft(HostConfig.Memory, Name).toBe(16 * 1024 * 1024);
      expect.soft(HostConfig.PidsLimit, Name).toBeGreaterThan(0);
      expect.soft(HostConfig.Devices ?? [], Name).toEqual([]);
      expect.soft(HostConfig.NetworkMode, Name).not.toBe('host');
    }
    const services = readStatus().devices.flatMap((device) => device.services);
    expect(services).toHaveLength(8);
    for (const service of services) {
      const limit = service.nanoservice === 'authentication-engine' ? 4.5e6 : 3e6;
      expect.soft(service.imageBytes, service.name).toBeLessThanOrEqual(limit);
      expect.soft(service.state, service.name).toBe('answering');
    }
    const mine = askAll('stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}').flatMap(
      (text) => text.trim().split('\n'),
    );
    expect(mine).toHaveLength(8);
    for (const line of mine)
      expect.soft(mebibytes(line.split(' ')[1] ?? ''), line).toBeLessThanOrEqual(6);
  });

  test('the pages show what the engine says', async ({ page }) => {
    await signIn(page, 'admin');
    await page.goto('/devices');
    for (const name of ['Entrance', 'Corridor', 'Aurora', 'Server closet'])
      await expect(page.getByRole('link', { name }).first()).toBeVisible();
    await expectAccessible(page);
    await page
      .getByRole('link', { name: /closet/i })
      .first()
      .click();
    await expect(page.getByText('authentication-engine').first()).toBeVisible();
    await expect(page.getByText(/2\.\d+ MB/).first()).toBeVisible();
    await expectAccessible(page);

    await page.goto('/nanoservices');
    const services = readStatus().devices.flatMap((device) => device.services);
    for (const { name } of services)
      await expect(page.locator(`[data-testid=matrix-cell][data-service="${name}"]`)).toContainText(
        'answering',
      );
    await expectAccessible(page);
  });
});

test.describe('the name and the place of a device', () => {
  const api = openApi('admin');
  const closet = async () => {
    const site = await api.site();
    const all = await api.ask((dashboard) => dashboard.devices.list.query({ site }));
    return all.find(({ id }) => id.startsWith('closet'));
  };

  test('are changed by keyboard on its page, on a phone too, and taken back', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signIn(page, 'admin');
    const { id = '' } = (await closet()) ?? {};
    await page.goto(`/devices/${id}`);
    await expect(page.getByRole('heading', { name: 'Server closet' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Edit…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Edit Server closet' });
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Cellar');
    await page.keyboard.press('Tab');
    await expect(dialog.getByLabel('Zone where it stands')).toBeFocused();
    await page.keyboard.type('Corr');
    await expect(dialog.getByLabel('Zone where it stands')).toHaveValue('corridor');
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('heading', { name: 'Cellar', exact: true })).toBeVisible();
    expect(await closet()).toMatchObject({ name: 'Cellar', zone: { id: 'corridor' } });
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect(page.getByRole('heading', { name: 'Server closet' })).toBeVisible();
    expect(await closet()).toMatchObject({ name: 'Server closet', zone: { id: 'closet' } });
  });
});
