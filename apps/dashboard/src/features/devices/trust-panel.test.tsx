// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { Objection, TrustPanel } from './trust-panel.tsx';

afterEach(cleanup);

const device = {
  id: 'room' as never,
  name: 'Room',
  keyFingerprint: 'SHA256:abc',
  revokedAt: null,
  duplicateSeenAt: null,
};

it('shows a join token once an administrator asked for the device to enrol again', async () => {
  renderInPage(<TrustPanel device={device} />, {
    'devices.rejoin': () => ({
      device: 'room',
      joinToken: 'nanoedge-join-1.e30',
      expiresAt: Date.now() + 86_400_000,
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Enrol again…' }));
  await userEvent.click(screen.getByRole('button', { name: 'Make a join token' }));
  expect(await screen.findByText('nanoedge-join-1.e30')).toBeDefined();
});

it('revokes the key only after it was asked whether to', async () => {
  const revoked: unknown[] = [];
  renderInPage(<TrustPanel device={device} />, {
    'devices.revoke': (input) => revoked.push(input),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke key…' }));
  expect(revoked).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Revoke key' }));
  await vi.waitFor(() => expect(revoked).toEqual([{ id: 'room' }]));
});

it('offers no revoking where there is no key, and says since when', async () => {
  const revokedAt = Date.now() - 60_000;
  renderInPage(<TrustPanel device={{ ...device, keyFingerprint: null, revokedAt }} />, {});
  expect(await screen.findByText(/hears nothing until it enrols again/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Revoke key…' })).toBeNull();
});

it('lets a device that does not follow start over', async () => {
  const started: unknown[] = [];
  renderInPage(<Objection device="room" reason="revision-behind" />, {
    'devices.startOver': (input) => started.push(input),
  });
  expect((await screen.findByRole('alert')).textContent).toContain('restored from a copy');
  await userEvent.click(screen.getByRole('button', { name: 'Start over…' }));
  await userEvent.click(screen.getByRole('button', { name: 'Start over' }));
  await vi.waitFor(() => expect(started).toEqual([{ id: 'room' }]));
});

it('says aloud that two computers use one key', async () => {
  renderInPage(<TrustPanel device={{ ...device, duplicateSeenAt: Date.now() - 60_000 }} />, {});
  expect((await screen.findByRole('alert')).textContent).toContain('One of them is a copy');
});
