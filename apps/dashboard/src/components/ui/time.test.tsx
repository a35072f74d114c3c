// @vitest-environment happy-dom
import { ownZone } from '@nanoedge/base';
import { cleanup } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { Ago } from './time.tsx';

afterEach(cleanup);

const at = Date.parse('2026-11-26T09:00:00.007Z');
const titleIn = (timeZone: string): string => {
  const { container } = renderInPage(<Ago at={at} />, {}, { timeZone });
  return container.querySelector('time')?.title ?? '';
};

it('names the moment by the clock of the site, and the reader’s own time beside it', () => {
  const far = ownZone() === 'Asia/Tokyo' ? 'America/New_York' : 'Asia/Tokyo';
  const exact = far === 'Asia/Tokyo' ? '18:00:00.007' : '04:00:00.007';
  expect(titleIn(far)).toMatch(
    new RegExp(`^Thu, 26 Nov 2026, ${exact} \\(.*:00\\.007 where you are\\)$`),
  );
});

it.each([ownZone(), 'Europe/Nowhere'])('says one time alone where the site is in %s', (zone) =>
  expect(titleIn(zone)).not.toContain('where you are'),
);
