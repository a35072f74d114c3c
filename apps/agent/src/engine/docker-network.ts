import { networkInterfaces } from 'node:os';
import { firstAddress, labels } from '@nanoedge/base';
import { engineNetworkFailures } from '@nanoedge/words';
import type Docker from 'dockerode';
import { EngineRefused } from '../errors.ts';
import { answer, answerIfThere } from './docker-answer.ts';
import type { NetworkInfo } from './engine.ts';
import { freeNetworks, type UsedNetwork, usersOf } from './free-network.ts';
import { networkName } from './labels.ts';

/** Others take networks at the same moment: so many are tried. */
const mostTries = 16;

export const findNetwork = async (docker: Docker, name: string): Promise<NetworkInfo | null> => {
  const found = await answerIfThere(docker.getNetwork(name).inspect());
  const { Gateway: gateway, Subnet: subnet } = found?.IPAM?.Config?.[0] ?? {};
  return found === null || gateway === undefined || subnet === undefined
    ? null
    : {
        id: found.Id,
        name,
        gateway: gateway.split('/')[0] ?? gateway,
        subnet,
        // As the engine names it unless it was told otherwise
        bridge: found.Options?.['com.docker.network.bridge.name'] ?? `br-${found.Id.slice(0, 12)}`,
      };
};

const networksOfEngine = async (docker: Docker): Promise<UsedNetwork[]> =>
  (await answer(docker.listNetworks())).flatMap(({ Name, IPAM }) =>
    (IPAM?.Config ?? []).flatMap(({ Subnet }) =>
      Subnet === undefined ? [] : [{ subnet: Subnet, by: Name }],
    ),
  );

/** The engine itself looks only at its own networks when it is told which one to make. */
const networksOfMachine = (): UsedNetwork[] =>
  Object.entries(networkInterfaces()).flatMap(([by, addresses]) =>
    (addresses ?? []).flatMap(({ family, cidr }) =>
      family !== 'IPv4' || cidr === null ? [] : [{ subnet: cidr, by }],
    ),
  );

/** Whether the engine says that somebody has the network by now. */
const isTaken = (error: unknown): boolean =>
  error instanceof EngineRefused && /overlap/i.test(error.message);

/** An engine does not tell the gateway that it picks itself. */
const configOf = (subnet: string): { Subnet: string; Gateway: string } => ({
  Subnet: subnet,
  Gateway: firstAddress(subnet) ?? '',
});

const make = async (docker: Docker, device: string, subnet: string | null): Promise<void> => {
  try {
    await answer(
      docker.createNetwork({
        Name: networkName(device),
        Driver: 'bridge',
        CheckDuplicate: true,
        Labels: { [labels.device]: device },
        ...(subnet === null ? {} : { IPAM: { Config: [configOf(subnet)] } }),
      }),
    );
  } catch (error) {
    const isThere = error instanceof EngineRefused && error.status === 409;
    if (!isThere) throw error;
  }
};

const makeInPools = async (
  docker: Docker,
  device: string,
  pools: readonly string[],
): Promise<void> => {
  const used = [...(await networksOfEngine(docker)), ...networksOfMachine()];
  for (const subnet of freeNetworks(pools, used, mostTries)) {
    try {
      await make(docker, device, subnet);
      return;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  const inTheWay = usersOf(pools, used).map(({ by, subnet }) => `${by} (${subnet})`);
  throw new EngineRefused(409, engineNetworkFailures.noneFree(pools, [...new Set(inTheWay)]));
};

/** Makes the device's network, in the first place of the pools that is free. */
export const makeNetwork = async (
  docker: Docker,
  device: string,
  pools: readonly string[],
): Promise<NetworkInfo> => {
  if (pools.length === 0) await make(docker, device, null);
  else await makeInPools(docker, device, pools);
  const name = networkName(device);
  const made = await findNetwork(docker, name);
  if (made === null) throw new EngineRefused(500, engineNetworkFailures.noGateway(name));
  return made;
};
