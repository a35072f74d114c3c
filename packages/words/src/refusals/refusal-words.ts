/** What somebody is told whose request cannot be: what is wrong and, where it helps, what to do. */
export interface RefusalWords {
  message: string;
  remedy?: string;
}
