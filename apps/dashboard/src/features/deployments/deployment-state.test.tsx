// @vitest-environment happy-dom
import type { DeploymentStatus } from '@nanoedge/base';
import { parse, ReportedService } from '@nanoedge/protocol';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { DeploymentState } from './deployment-state.tsx';

afterEach(cleanup);

const statusOf = (state: string, detail: string | null): DeploymentStatus => ({
  kind: 'known',
  at: 1_000,
  service: parse(
    ReportedService,
    {
      deployment: 'd1',
      name: 'presence',
      nanoservice: 'presence-detection',
      state,
      detail,
      container: null,
      image: 'nanoedge/presence:1',
      version: '1',
      imageBytes: null,
      memoryBytes: null,
      initiationMs: null,
      startedAt: null,
      restarts: 0,
    },
    'service',
  ),
});

it('says of a service that answers why it does not what is wanted of it', () => {
  render(<DeploymentState status={statusOf('answering', 'refused: its release is not signed')} />);
  expect(screen.getByTestId('reason').textContent).toBe('refused: its release is not signed');
});

it('leaves to other places what is only on its way', () => {
  render(<DeploymentState status={statusOf('starting', 'loading the image')} />);
  expect(screen.queryByTestId('reason')).toBeNull();
});
