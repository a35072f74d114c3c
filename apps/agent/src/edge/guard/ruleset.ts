import { isIPv4 } from 'node:net';
import { coapPort, guardTable, networkText } from '@nanoedge/base';
import type { DeploymentId, DeploymentSpec } from '@nanoedge/protocol';

/** The bridge of the device's services, as the engine has it. */
export interface GuardedBridge {
  /** The name of its interface. */
  name: string;
  /** The host's address on it, where the gateway listens. */
  gateway: string;
  /** All its addresses, as `172.18.0.0/16`. */
  subnet: string;
}

/** A container that runs, and where it is. */
export interface PlacedService {
  deployment: DeploymentId;
  address: string;
}

/** `from` may send to this address and UDP port, as it calls it; `inside`: on the same bridge. */
interface GuardedEdge {
  from: string;
  to: string;
  port: number;
  inside: boolean;
}

export interface GuardedDevice {
  device: string;
  bridge: GuardedBridge;
  services: readonly PlacedService[];
  deployments: readonly Pick<DeploymentSpec, 'id' | 'name' | 'peers' | 'network'>[];
}

/** An interface as the kernel takes it, without anything that a rule would read otherwise. */
const isInterface = (name: string): boolean => /^[a-z0-9][a-z0-9._-]{0,14}$/i.test(name);

const addressesOf = ({ services }: GuardedDevice, deployment: DeploymentId): string[] =>
  services
    .filter((service) => service.deployment === deployment && isIPv4(service.address))
    .map(({ address }) => address);

/** Who may call whom: the peers of each, where they are. */
export const guardedEdges = (device: GuardedDevice): GuardedEdge[] =>
  device.deployments.flatMap(({ id, peers }) =>
    Object.values(peers).flatMap((peer) => {
      const url = new URL(peer);
      const port = url.port === '' ? coapPort : Number(url.port);
      const host = url.hostname;
      const here = device.deployments.find(({ name }) => name === host);
      const inside = here !== undefined;
      const targets = inside ? addressesOf(device, here.id) : [host].filter((at) => isIPv4(at));
      return addressesOf(device, id).flatMap((from) =>
        targets.map((to) => ({ from, to, port, inside })),
      );
    }),
  );

/** Frames between two containers of the bridge, which the kernel's IP rules need not see. */
const insideRules = (edges: readonly GuardedEdge[]): string[] =>
  edges
    .filter(({ inside }) => inside)
    .flatMap(({ from, to, port }) => [
      `ip saddr ${from} ip daddr ${to} udp dport ${String(port)} accept`,
      `ip saddr ${to} ip daddr ${from} udp sport ${String(port)} accept`,
    ]);

/** What was called, before the engine or its proxy sent it on to the container. */
const outsideRules = (edges: readonly GuardedEdge[]): string[] =>
  edges
    .filter(({ inside }) => !inside)
    .map(
      ({ from, to, port }) =>
        `ip saddr ${from} meta l4proto udp ct original ip daddr ${to} ct original proto-dst ${String(port)} accept`,
    );

/** Cloud machines tell secrets there, and nothing else is there that a service needs. */
const neverReached = '169.254.0.0/16';

const chain = (name: string, rules: readonly string[]): string =>
  [
    `  chain ${name} {`,
    `    type filter hook ${name} priority -10; policy accept;`,
    ...rules.map((rule) => `    ${rule}`),
    '  }',
  ].join('\n');

/**
 * The rules of one device, as `nft -f` reads them: what is in their place goes in the same moment.
 * A container reaches the gateway and the peers that it calls, and answers whoever may call it; one
 * whose release says so reaches the network beyond this machine, too. Nothing else leaves the
 * bridge. Throws TypeError for a bridge whose name or address no rule can hold.
 */
export const rulesetOf = (device: GuardedDevice): string => {
  const { name, gateway, subnet } = device.bridge;
  if (!isInterface(name) || !isIPv4(gateway) || networkText(subnet) !== subnet)
    throw new TypeError(`no bridge: ${name} ${gateway} ${subnet}`);
  const table = guardTable(device.device);
  const edges = guardedEdges(device);
  const outside = outsideRules(edges);
  const free = device.deployments
    .filter(({ network }) => network)
    .flatMap(({ id }) => addressesOf(device, id))
    .map((from) => `ip saddr ${from} ip daddr != ${neverReached} accept`);
  const ours = `iifname != "${name}" return`;
  const answers = 'ct state established,related accept';
  const forward = [ours, `oifname "${name}" return`, answers, ...outside, ...free, 'drop'];
  const toGateway = `ip daddr ${gateway} udp dport ${String(coapPort)} accept`;
  const input = [ours, answers, toGateway, ...outside, 'drop'];
  // By addresses: not every kernel can tell here which bridge a frame is on, and none is spoofed
  // without a right that no container has
  const between = [
    ...insideRules(edges),
    `ip saddr ${subnet} ip daddr { ${subnet}, 224.0.0.0/4, 255.255.255.255 } drop`,
  ];
  return [
    ...['inet', 'bridge'].flatMap((family) => [
      `add table ${family} ${table}`,
      `delete table ${family} ${table}`,
    ]),
    `table inet ${table} {`,
    chain('forward', forward),
    chain('input', input),
    '}',
    `table bridge ${table} {`,
    chain('forward', between),
    '}',
    '',
  ].join('\n');
};
