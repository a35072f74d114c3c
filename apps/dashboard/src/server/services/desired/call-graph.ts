import { hkdfSync } from 'node:crypto';
import { coapUrl } from '@nanoedge/base';
import {
  CoapSecret,
  CoapUrl,
  type DeploymentId,
  type DeviceId,
  parse,
  ServiceKeys,
} from '@nanoedge/protocol';
import { byId } from './by-id.ts';
import type { Callee, SiteDeployment, SiteRows } from './site-rows.ts';

/** One service that may call another. */
interface Edge {
  from: SiteDeployment;
  /** As the caller knows it. */
  name: string;
  to: Callee;
  url: CoapUrl;
}

type Site = Pick<SiteRows, 'deployments' | 'unsound' | 'devices' | 'keys'>;

const grouped = <T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};

/** Who calls whom at a site, under which secret and for what. */
export class CallGraph {
  readonly #rows: Site;
  readonly #named: ReadonlyMap<string, Callee[]>;
  readonly #addresses: ReadonlyMap<DeviceId, string | null>;
  readonly #from: ReadonlyMap<DeploymentId, Edge[]>;
  readonly #to: ReadonlyMap<DeploymentId, Edge[]>;

  constructor(rows: Site) {
    this.#rows = rows;
    const all: Callee[] = [...rows.deployments, ...(rows.unsound ?? [])];
    this.#named = grouped(all.toSorted(byId), ({ name }) => name);
    this.#addresses = new Map(rows.devices.map(({ id, address }) => [id, address]));
    const edges = rows.deployments
      .toSorted(byId)
      .flatMap((from) =>
        [...new Set(from.peers)].toSorted().flatMap((name) => this.#edge(from, name) ?? []),
      );
    this.#from = grouped(edges, ({ from }) => from.id);
    this.#to = grouped(edges, ({ to }) => to.id);
  }

  /** Where a deployment reaches its peers; one that nobody could reach yet is left out. */
  peersOf(deployment: DeploymentId): Record<string, CoapUrl> {
    const edges = this.#from.get(deployment) ?? [];
    return Object.fromEntries(edges.map(({ name, url }) => [name, url]));
  }

  /**
   * What a deployment shares with its peers. It calls them under the epoch before the present one
   * and hears those around it, so that two devices of which one has not heard of the newest yet go on
   * speaking.
   */
  keysOf({ id, nanoservice }: Pick<SiteDeployment, 'id' | 'nanoservice'>): ServiceKeys {
    const { epoch } = this.#rows.keys;
    const calls = (this.#from.get(id) ?? []).map((edge) => [
      edge.name,
      this.#secret(edge, epoch - 1),
    ]);
    const heard = (this.#to.get(id) ?? []).flatMap((edge) =>
      [epoch - 2, epoch - 1, epoch].map((each) => ({
        peer: edge.from.id,
        secret: this.#secret(edge, each),
        may: [...(edge.from.calls[nanoservice] ?? [])],
      })),
    );
    return parse(ServiceKeys, { calls: Object.fromEntries(calls), heard }, `keys of ${id}`);
  }

  /**
   * Whom a deployment reaches under a name: the one on its own device, else the first that
   * publishes a port. Null when nobody could be reached yet.
   */
  #edge(from: SiteDeployment, name: string): Edge | null {
    const named = this.#named.get(name) ?? [];
    const here = named.find((other) => other.device === from.device);
    if (here !== undefined)
      return { from, name, to: here, url: parse(CoapUrl, coapUrl(name), 'peer') };
    const there = named.find((one) => one.port !== null);
    const address = there === undefined ? null : (this.#addresses.get(there.device) ?? null);
    if (there === undefined || address === null) return null;
    const url = parse(CoapUrl, `coap://${address}:${String(there.port)}`, 'peer');
    return { from, name, to: there, url };
  }

  #secret({ from, to }: Edge, epoch: number): CoapSecret {
    const info = `nanoedge edge ${from.id} ${to.id} ${String(epoch)}`;
    const site = Buffer.from(this.#rows.keys.secret, 'hex');
    const bytes = hkdfSync('sha256', site, '', info, 32);
    return parse(CoapSecret, Buffer.from(bytes).toString('hex'), 'secret');
  }
}
