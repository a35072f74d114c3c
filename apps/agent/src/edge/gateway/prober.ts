/** Asks a service whether it can do its work. */
export interface Prober {
  /** Whether `GET /health` at `address` answered 2.05 within `timeoutMs`. */
  probe(address: string, timeoutMs: number): Promise<boolean>;
  /**
   * Asks again and again, first every few milliseconds, until the first 2.05 or `timeoutMs`; false
   * when it never came.
   */
  firstAnswer(address: string, timeoutMs: number, signal: AbortSignal): Promise<boolean>;
}
