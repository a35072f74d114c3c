import { expect, test } from '@playwright/test';
import type { StoredEvent } from '@nanoedge/protocol';
import { expectAccessible } from '../support/accessible.ts';
import { openApi } from '../support/api.ts';
import { signIn } from '../support/session.ts';
import { containerOf, dockerOf, readStatus } from '../support/stack.ts';

const services: readonly { device: string; service: string }[] = [
  { device: 'entrance', service: 'presence-detection' },
  { device: 'entrance', service: 'bluetooth-scanner' },
  { device: 'closet', service: 'main-controller' },
  { device: 'closet', service: 'authentication-engine' },
  { device: 'corridor', service: 'user-guidance' },
  { device: 'room', service: 'presence-detection' },
  { device: 'room', service: 'bluetooth-scanner' },
  { device: 'room', service: 'meeting-room' },
];

const serviceEvents = (events: readonly StoredEvent[], nanoservice: string): string[] =>
  events.flatMap(({ body }) =>
    'nanoservice' in body && body.nanoservice === nanoservice ? [body.type] : [],
  );

test.describe('a service container killed in the middle of a journey', () => {
  for (const { device, service } of services) {
    test(`${service} on ${device} comes back by itself, is shown, and the participant still reaches the content`, async ({
      page,
    }) => {
      test.setTimeout(300_000);
      const api = openApi('admin');
      await api.emptyCalendar();
      await api.emptyBuilding();
      const bob = await api.personId('Bob');
      await api.meetingSoon(`Without ${service}`, [bob]);
      await signIn(page, 'admin');
      await page.goto('/live');
      const cursor = await api.cursor();

      await api.walk(bob, 1);
      const row = page.getByTestId('arrival-row').filter({ hasText: 'Bob' }).first();
      await expect(row).toHaveAttribute('data-state', 'guiding', { timeout: 15_000 });
      dockerOf(device)('kill', '--signal', 'KILL', containerOf(device, service));

      await expect
        .poll(async () => serviceEvents(await api.eventsAfter(cursor), service), {
          timeout: 20_000,
        })
        .toContain('service.answering');
      expect(serviceEvents(await api.eventsAfter(cursor), service)).toContain('service.exited');
      await expect(
        page.getByTestId('event-row').and(page.locator('[data-type="service.answering"]')).first(),
      ).toBeVisible();
      await expect(row).toHaveAttribute('data-state', 'in-meeting', { timeout: 45_000 });
      expect(
        readStatus().devices.flatMap((entry) => entry.services.map(({ state }) => state)),
      ).toEqual(Array.from({ length: 8 }, () => 'answering'));
      await expectAccessible(page);
      await api.emptyBuilding();
    });
  }
});
