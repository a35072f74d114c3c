// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { testDeployment } from '@/features/deployments/test-deployment.ts';
import { RightsPanel } from './rights-panel.tsx';

afterEach(cleanup);

const { release } = testDeployment();

const linesOf = (): string[] =>
  within(screen.getByTestId('rights'))
    .getAllByRole('definition')
    .map((line) => line.textContent);

it('says of each nanoservice what is asked of it, of what is told and what is used', () => {
  const spec = {
    ...release.spec,
    needs: ['ble' as const],
    calls: { 'main-controller': ['POST /sightings'], 'door-bell': ['GET /state', 'PUT /ring'] },
    events: ['sighting' as const, 'scan.started' as const],
  };
  render(<RightsPanel release={{ ...release, spec }} />);
  expect(screen.getByText('Asks main-controller')).toBeTruthy();
  expect(linesOf()).toEqual([
    'POST /sightings',
    'GET /statePUT /ring',
    'sightingscan.started',
    'its peers and its device’s gateway only',
    'ble',
    'nothing, each container begins anew',
    'not known: nobody looked into its image',
  ]);
});

it('says that a release which says nothing of itself may do nothing', () => {
  render(<RightsPanel release={release} />);
  expect(linesOf()).toEqual([
    'nothing',
    'its peers and its device’s gateway only',
    'no things of its device',
    'nothing, each container begins anew',
    'not known: nobody looked into its image',
  ]);
  expect(screen.getByText('It asks no other service anything.')).toBeTruthy();
});

it('says of a release that it reaches more than its peers', () => {
  const spec = { ...release.spec, network: true };
  render(<RightsPanel release={{ ...release, spec }} />);
  expect(linesOf()).toContain('its peers, the local network and the Internet');
});

it('says what it keeps and which of its files would run with other rights', () => {
  const spec = { ...release.spec, volumes: [{ name: 'data', path: '/data' }] };
  render(<RightsPanel release={{ ...release, spec, setuid: ['/bin/su'] }} />);
  expect(linesOf().slice(-2)).toEqual(['/data', '/bin/sucontainers give them no rights']);
  cleanup();
  render(<RightsPanel release={{ ...release, setuid: [] }} />);
  expect(linesOf().at(-1)).toBe('none');
});
