// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { ReleaseSignature } from './release-signature.tsx';

afterEach(cleanup);

const release = { id: 'r1', version: '1.0.0' };

it('says of a release that was changed that it is not what was signed, and signs it after asking', async () => {
  const signed: unknown[] = [];
  renderInPage(<ReleaseSignature release={{ ...release, signed: false }} />, {
    'nanoservices.sign': (input) => signed.push(input),
  });
  expect(screen.getByText('not as it is')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Sign 1.0.0 again…' }));
  expect(signed).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Sign again' }));
  await vi.waitFor(() => expect(signed).toEqual([{ release: 'r1' }]));
});

it('says of one that devices believe that it is signed', () => {
  renderInPage(<ReleaseSignature release={{ ...release, signed: true }} />, {});
  expect(screen.getByText('as it is')).toBeDefined();
});
