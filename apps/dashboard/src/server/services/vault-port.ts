/**
 * Keeps small secrets so that the database alone gives none away. What is sealed for one purpose
 * opens for no other.
 */
export interface VaultPort {
  seal: (secret: string, purpose: string) => string;
  /** Null when it was sealed with another key, for another purpose, or was changed since. */
  open: (sealed: string, purpose: string) => string | null;
}
