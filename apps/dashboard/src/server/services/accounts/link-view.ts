import type { SiteId } from '@nanoedge/protocol';
import type { AccountLinkKind } from '../../db/schema/index.ts';
import type { Role } from '../../../policy/roles.ts';
import type { AccountLinkState } from './link-state.ts';

/** A link that somebody can still open; times are epoch milliseconds. */
export interface AccountLinkView {
  id: string;
  kind: AccountLinkKind;
  name: string;
  email: string;
  role: Role;
  /** The only site whose things its account sees; null: every site. */
  site: SiteId | null;
  /** Who made it. */
  by: string;
  madeAt: number;
  until: number;
}

/** `url` is told once, and kept nowhere. */
export interface MadeLink {
  link: AccountLinkView;
  url: string;
}

/** What whoever opens a link is told. */
export interface OpenedLink {
  state: AccountLinkState;
  kind: AccountLinkKind;
  name: string;
  email: string;
  role: Role;
  by: string;
  until: number;
}
