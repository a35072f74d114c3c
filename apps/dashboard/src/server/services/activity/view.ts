/** One line of the audit log: who did what to which object, when. */
export type ActivityRow = { id: number; at: number; actor: string; action: string; entity: string; subject: string; summary: string };
export type ActivityPage = { rows: ActivityRow[]; more: boolean };
