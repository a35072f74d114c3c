import { dayMs } from '@nanoedge/base';
import type { AccountLinkKind } from '../../db/schema/index.ts';
import type { Role } from '../../../policy/roles.ts';

/** How long a link is valid. Another password is fetched soon, and opens what is there already. */
export const linkValidMs: Readonly<Record<AccountLinkKind, number>> = {
  invitation: 7 * dayMs,
  reset: dayMs,
};

export type AccountLinkState = 'open' | 'used' | 'withdrawn' | 'expired';

/** What says whether a link still opens anything. */
export interface LinkFacts {
  usedAt: Date | null;
  withdrawnAt: Date | null;
  expiresAt: Date;
  /** Of whoever made it, now. */
  maker: { role: Role; disabledAt: Date | null };
  /** When the account or person that it is for was closed. */
  closedAt: Date | null;
}

/**
 * Whoever is no administrator any more lets nobody in, whatever they made before; and nobody comes
 * into an account that is disabled, or as somebody who was deleted.
 */
export const linkStateAt = (now: number, link: LinkFacts): AccountLinkState => {
  if (link.usedAt !== null) return 'used';
  const { maker } = link;
  const isVoid = maker.role !== 'admin' || maker.disabledAt !== null || link.closedAt !== null;
  if (link.withdrawnAt !== null || isVoid) return 'withdrawn';
  return link.expiresAt.getTime() <= now ? 'expired' : 'open';
};
