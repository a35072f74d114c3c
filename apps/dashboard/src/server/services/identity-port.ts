/** By what devices know this dashboard. */
export interface DashboardIdentity {
  /** SPKI DER in base64url, Ed25519. */
  publicKey: string;
  /** Signs UTF-8 text; base64url. */
  sign: (text: string) => string;
  /** All that a device must know to come in with this join key, as one word. */
  joinToken: (joinKey: string) => string;
}
