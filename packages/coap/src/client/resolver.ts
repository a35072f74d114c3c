/** Finds the IPv4 address of a host. */
export interface Resolver {
  /** Rejects when the name has no address. */
  resolve(host: string): Promise<string>;
  /** Nobody answered at the address of this host: it may be another by now. */
  forget(host: string): void;
}

/** Hosts that are addresses already. */
export const addressesOnly: Resolver = {
  resolve: async (host) => host,
  forget: () => {},
};
