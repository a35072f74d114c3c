// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeDevices } from '@/browser/live/reduce.ts';
import { readDevice } from '@nanoedge/client/live';
import { golden } from '@nanoedge/protocol/golden';
import { renderInPage } from '@/browser/test-page.tsx';
import { testDeployment } from '@/features/deployments/test-deployment.ts';
import { testRun, testStep } from '@/features/runs/test-run.ts';
import { MatrixCell } from './matrix-cell.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const cell = () => screen.getByTestId('matrix-cell');
const deployment = testDeployment();

it('calls nothing known that no device has said', () => {
  renderInPage(<MatrixCell deployment={deployment} where="Closet" run={undefined} more={null} />);
  expect(cell().textContent).toContain('not reported yet');
  expect(cell().textContent).toContain('0.1.0');
});

it('turns grey as soon as the live link says that the device is away', async () => {
  const { live } = renderInPage(
    <MatrixCell deployment={deployment} where="Closet" run={undefined} more={null} />,
  );
  const [heard] = golden('DeviceStatus').valid;
  const away = readDevice({
    device: 'closet',
    connected: false,
    since: 5000,
    address: null,
    displayUrl: null,
    desiredRevision: 1,
    reported: Object(heard).reported,
  });
  if (away === null) throw new TypeError('not a device');
  act(() => live.store.update((data) => takeDevices(data, [away], 6000)));
  await waitFor(() => expect(cell().textContent).toContain('unknown'));
});

it('greys what was answering once the page has lost the dashboard, and says so', async () => {
  const { valid } = golden('DeviceStatus');
  const heard = readDevice(valid[0]);
  const said = heard?.reported?.services[0];
  if (heard === null || said === undefined) throw new TypeError('not a device with a service');
  const { live } = renderInPage(
    <MatrixCell
      deployment={testDeployment({ id: said.deployment, device: heard.device })}
      where="Closet"
      run={undefined}
      more={null}
    />,
  );
  act(() => live.store.update((data) => takeDevices(data, [heard], Number(heard.saidAt))));
  await waitFor(() => expect(cell().textContent).toContain('answering'));
  expect(screen.queryByTestId('old-state')).toBeNull();
  act(() => live.store.setLink({ kind: 'lost', since: 1 }));
  await waitFor(() =>
    expect(screen.getByTestId('old-state').textContent).toContain('was answering'),
  );
  expect(screen.getByTestId('old-state').title).toContain('lost the dashboard');
});

it('shows the change that goes on, and opens it', async () => {
  const run = testRun({ steps: [testStep('snapshotting', { bytes: 1000, of: 4000 })] });
  renderInPage(<MatrixCell deployment={deployment} where="Closet" run={run} more={null} />);
  const open = screen.getByTestId('cell-run');
  expect(open.textContent).toContain('taking a snapshot 1.0 kB of 4.0 kB');
  await userEvent.click(open);
  expect(window.location.search).toBe('?run=run-1');
});

it('names its actions after the deployment and its place', () => {
  renderInPage(<MatrixCell deployment={deployment} where="Closet" run={undefined} more={null} />);
  const name = 'Actions for authentication-engine on Closet';
  expect(screen.getByRole('button', { name })).toBeDefined();
});
