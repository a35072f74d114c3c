// @vitest-environment happy-dom
import { removeDialogWords, snapshotFailures } from '@nanoedge/words';
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { testRun } from '@/features/runs/test-run.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { testDeployment } from './test-deployment.ts';

afterEach(cleanup);

const deployment = testDeployment();
const remove = vi.fn<(input: unknown) => unknown>(() => testRun({ kind: 'remove' }));
const show = (refusedRemoval: string | null) => {
  remove.mockClear();
  renderInPage(
    <RemoveDialog deployment={deployment} withoutSnapshot={false} onClose={() => undefined} />,
    {
      'deployments.around': () => ({
        deviceName: 'Closet',
        title: 'Engine',
        callers: [],
        others: [],
        refusedRemoval,
      }),
      'deployments.remove': remove,
    },
  );
  return screen.findByText(/Closet/);
};
const agree = () => screen.queryByLabelText(removeDialogWords.leaveOut);
const submit = () => userEvent.click(screen.getByRole('button', { name: 'Remove' }));
const asked = (leaveOut: boolean) =>
  waitFor(() =>
    expect(remove).toHaveBeenCalledWith({
      deployment: deployment.id,
      withoutSnapshot: false,
      leaveOut,
    }),
  );

it('asks for nothing more where nothing would be lost', async () => {
  await show(null);
  expect(agree()).toBeNull();
  await submit();
  await asked(false);
});

it('asks nobody to agree to a loss after a refusal for another reason', async () => {
  await show('the disk of this device is full');
  expect(agree()).toBeNull();
});

it('names what would be lost, and loses it only when somebody agreed', async () => {
  await show(snapshotFailures.needsConsent(['data/tty', 'data/deep/tty']));
  expect(screen.getByText(/data\/tty, data\/deep\/tty/)).toBeDefined();
  await submit();
  await asked(false);
  const box = agree();
  if (box !== null) await userEvent.click(box);
  await submit();
  await asked(true);
});
