/**
 * A registry with a name and a password, or without TLS. The password is never shown; `readable`:
 * it can be used, because the key that it was kept with is there.
 */
export interface RegistryView {
  host: string;
  username: string | null;
  plain: boolean;
  readable: boolean;
  changedAt: number;
}

/** What came of trying to sign in; `open`: the registry asks nobody for a password. */
export interface RegistryCheckView {
  host: string;
  result: 'signed-in' | 'open';
}
