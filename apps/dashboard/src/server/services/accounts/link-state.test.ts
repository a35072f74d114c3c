import { expect, it } from 'vitest';
import { type LinkFacts, linkStateAt } from './link-state.ts';

const now = 1_000_000;
const link: LinkFacts = {
  usedAt: null,
  withdrawnAt: null,
  expiresAt: new Date(now + 1),
  maker: { role: 'admin', disabledAt: null },
  closedAt: null,
};

it('a link is open until the moment at which it expires', () => {
  expect(linkStateAt(now, link)).toBe('open');
  expect(linkStateAt(now + 1, link)).toBe('expired');
});

it('that a link was used is said whatever happened afterwards', () => {
  const used = { ...link, usedAt: new Date(now), withdrawnAt: new Date(now) };
  expect(linkStateAt(now + 2, used)).toBe('used');
});

it.each<[string, Partial<LinkFacts>]>([
  ['was withdrawn', { withdrawnAt: new Date(now) }],
  [
    'is of somebody who is no administrator any more',
    { maker: { role: 'organiser', disabledAt: null } },
  ],
  [
    'is of an administrator who was disabled',
    { maker: { role: 'admin', disabledAt: new Date(now) } },
  ],
  ['is for an account that was closed', { closedAt: new Date(now) }],
])('a link that %s opens nothing', (_, change) => {
  expect(linkStateAt(now, { ...link, ...change })).toBe('withdrawn');
});
