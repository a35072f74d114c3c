// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ReleaseSelect } from './release-select.tsx';
import { testDeployment } from './test-deployment.ts';

afterEach(cleanup);

const { release } = testDeployment();
const releases = [
  { ...release, id: 'new', version: '0.3.0' },
  { ...release, id: 'middle', version: '0.2.0' },
  { ...release, id: 'old', version: '0.1.0' },
];

const show = (value: string) =>
  render(
    <ReleaseSelect
      id="r"
      releases={releases}
      value={value}
      current="middle"
      error={undefined}
      onChange={() => undefined}
    />,
  );

it('says of an older release that it goes into the audit trail', () => {
  show('old');
  expect(screen.getByText(/^older than 0.3.0: .* audit trail$/)).toBeDefined();
});

it.each(['new', 'middle'])('says nothing of the newest, nor of what runs now: %s', (value) => {
  show(value);
  expect(screen.queryByText(/older than/)).toBeNull();
});
