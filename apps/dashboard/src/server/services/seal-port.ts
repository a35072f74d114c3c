/** Keeps secrets of accounts in the database as nobody reads them without the dashboard's own secret. */
export interface SealPort {
  seal: (text: string) => Promise<string>;
  /** Throws for what was not sealed here. */
  open: (sealed: string) => Promise<string>;
}
