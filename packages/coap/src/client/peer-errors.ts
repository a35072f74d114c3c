/** Nobody answered at `peer`; a later try may succeed. */
export class PeerUnreachable extends Error {
  constructor(peer: string, why: string) {
    super(`${peer}: ${why}`);
    this.name = 'PeerUnreachable';
  }
}

/**
 * `peer` answered with an error code. `temporary` when the same request may succeed later (5.xx, 4.29).
 */
export class PeerRefused extends Error {
  readonly code: string;
  constructor(peer: string, code: string, diagnostic: string) {
    super(`${peer}: ${code} ${diagnostic}`);
    this.name = 'PeerRefused';
    this.code = code;
  }

  get temporary(): boolean {
    return this.code.startsWith('5.') || this.code === '4.29';
  }
}
