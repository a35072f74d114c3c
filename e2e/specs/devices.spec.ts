import { expect, test } from '@playwright/test';
import { expectAccessible, signIn } from '../support/dashboard.ts';
import { docker, readStatus, signIns } from '../support/stack.ts';

type Inspected = {
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
};

const ours = (): Inspected[] => {
  const devices = readStatus().devices.map(({ id }) => id);
  const ids = devices.flatMap((device) => docker('ps', '-q', '--filter', `label=io.nanoedge.device=${device}`).trim().split('\n'));
  return JSON.parse(docker('inspect', ...ids)) as Inspected[];
};

const mebibytes = (text: string): number => {
  const [, value = '0', unit = ''] = /^([\d.]+)(\w+)/.exec(text) ?? [];
  return Number(value) * ({ B: 1 / 1_048_576, KiB: 1 / 1024, MiB: 1, GiB: 1024 }[unit] ?? Number.NaN);
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
    const stats = docker('stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}').trim().split('\n');
    const suffix = signIns().suffix;
    const mine = stats.filter((line) => line.includes(suffix));
    expect(mine).toHaveLength(8);
    for (const line of mine) expect.soft(mebibytes(line.split(' ')[1] ?? ''), line).toBeLessThanOrEqual(6);
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
      await expect(page.locator(`[data-testid=matrix-cell][data-service="${name}"]`)).toContainText('answering');
    await expectAccessible(page);
  });
});
