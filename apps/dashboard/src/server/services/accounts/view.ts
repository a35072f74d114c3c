import type { Role } from '../../db/schema/index.ts';

/** Who can sign in; times are epoch milliseconds. */
export interface AccountView {
  id: string;
  name: string;
  email: string;
  role: Role;
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
