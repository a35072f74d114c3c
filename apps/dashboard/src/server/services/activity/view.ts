import type { SiteId } from '@nanoedge/protocol';

/** One line of the audit log: who did what to which object, when. */
export interface ActivityRow {
  id: number;
  at: number;
  actor: string;
  action: string;
  entity: string;
  subject: string;
  summary: string;
  /** From where it was asked; null: not over the network. */
  address: string | null;
  site: SiteId | null;
}
export interface ActivityView {
  rows: ActivityRow[];
  more: boolean;
}
