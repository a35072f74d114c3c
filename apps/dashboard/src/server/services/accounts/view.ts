import type { SiteId } from '@nanoedge/protocol';
import type { Role } from '../../../policy/roles.ts';

/** Who can sign in; times are epoch milliseconds. */
export interface AccountView {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** The only site whose things it sees; null: every site. */
  site: SiteId | null;
  /** Whether a code is asked for, too. */
  secondFactor: boolean;
  /** Since when nobody may sign in with it; null: it is open. */
  disabledAt: number | null;
  /** How many sessions there are. */
  sessions: number;
}

/** The new password, told once. */
export interface PasswordReset {
  account: AccountView;
  password: string;
}
