/** One line of the audit log: who did what to which object, when. */
export interface ActivityRow {
  id: number;
  at: number;
  actor: string;
  action: string;
  entity: string;
  subject: string;
  summary: string;
}
export interface ActivityView {
  rows: ActivityRow[];
  more: boolean;
}
