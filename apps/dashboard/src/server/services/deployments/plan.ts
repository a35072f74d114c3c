import { randomBytes } from 'node:crypto';
import { pick } from '@nanoedge/base';
import {
  type DeploymentId,
  DeploymentId as DeploymentIdSchema,
  type DeviceId,
  parse,
} from '@nanoedge/protocol';
import { onDevice } from '@nanoedge/words';
import type { Deps } from '../deps.ts';
import { BadInput, Conflict } from '../errors.ts';
import { checkConfig } from '../nanoservices/config-check.ts';
import { alwaysCalled, fillIn, namedIn } from '../nanoservices/named.ts';
import {
  type Deployed,
  placed,
  type SiteFacts,
  type StoredRelease,
  targetDeviceOf,
} from './facts.ts';
import { freeName, freePort } from './rules/free.ts';
import { findingsOn } from './rules/findings.ts';
import type { AddDeploymentInput } from './schema.ts';
import type { PreflightFinding, PreflightView } from './view.ts';

/**
 * What is asked for on one device. `own` is the deployment that is there already and is to be
 * changed.
 */
export interface Ask {
  device: SiteFacts['devices'][number];
  release: StoredRelease;
  name: string;
  config: Record<string, unknown>;
  peers: readonly string[] | undefined;
  /** Undefined: the next free one, if the release is published. */
  port: number | null | undefined;
  own: Deployed | null;
}

/** What would be deployed, and what speaks against it. */
export interface Planned {
  id: DeploymentId;
  device: DeviceId;
  deviceName: string;
  name: string;
  port: number | null;
  config: Record<string, unknown>;
  peers: string[];
  findings: PreflightFinding[];
}

/** Ports of the whole site are left alone: devices of a demo site may share one engine. */
const nextPort = (others: readonly Deployed[]): number | null =>
  freePort(others.flatMap(({ port }) => (port === null ? [] : [port])));

/**
 * A name under which a nanoservice calls another: the deployment of that name, else one whose name
 * begins with it.
 */
const calledAs = (name: string, deployed: readonly Deployed[]): string =>
  deployed.some((other) => other.name === name)
    ? name
    : (deployed.find((other) => other.name.startsWith(name))?.name ?? name);

const newId = (name: string): DeploymentId =>
  parse(DeploymentIdSchema, `${name}-${randomBytes(4).toString('hex')}`, 'deployment id');

/** Decides config, peers and port of one deployment and judges them. Reads nothing but `facts`. */
export const planOne = (
  deps: Pick<Deps, 'agents' | 'now'>,
  facts: SiteFacts,
  ask: Ask,
): Planned => {
  const { device, release, own, name } = ask;
  const { spec } = release;
  const target = targetDeviceOf(deps, facts, { device, imageId: release.imageId });
  const others = facts.deployed.filter((other) => other.id !== own?.id);
  const around = {
    zone: device.zone,
    room: facts.rooms.find((room) => room.zone === device.zone)?.id ?? null,
    things: target.things,
    peers: others,
  };
  const { config, problems } = checkConfig(
    spec.configSchema,
    fillIn(spec.configSchema, ask.config, around),
  );
  const named = namedIn(spec.configSchema, config);
  const called = named.flatMap((value) => (value.what === 'peer' ? [value.value] : []));
  const always = alwaysCalled(spec.configSchema).map((peer) => calledAs(peer, others));
  const peers = [...new Set([...(ask.peers ?? always), ...called])].toSorted();
  const free = nextPort(others);
  const port = ask.port === undefined ? (spec.published ? free : null) : ask.port;
  const here = others.filter((other) => other.device === device.id);
  const findings = findingsOn({
    target,
    wanted: {
      label: `${release.nanoservice} ${release.version}`,
      architecture: release.architecture,
      imageBytes: release.bytes,
      archived: release.archived || release.pulled,
      memoryBytes: own === null ? spec.limits.memoryBytes : 0,
      needs: spec.needs,
      published: spec.published || (own !== null && own.port !== null),
      name,
      port,
      configProblems: problems,
      named,
      peers,
    },
    around: {
      names: here.map((other) => other.name),
      ports: here.flatMap((other) => (other.port === null ? [] : [other.port])),
      freeName: freeName(
        name,
        here.map((other) => other.name),
      ),
      freePort: free,
      zones: facts.zones,
      rooms: facts.rooms.map(({ id }) => id),
      deployed: others,
    },
  });
  return {
    id: own?.id ?? newId(name),
    device: device.id,
    deviceName: device.name,
    name,
    port,
    config,
    peers,
    findings,
  };
};

/**
 * Plans an addition on every device of its placement, one after the other: names that nobody asked
 * for are numbered throughout the site, so that peers of other devices can be told apart.
 */
export const planAddition = (
  deps: Pick<Deps, 'agents' | 'now'>,
  given: SiteFacts,
  { input, release }: { input: AddDeploymentInput; release: StoredRelease },
): Planned[] => {
  let facts = given;
  return placed(facts, input.placement).map((device) => {
    const name =
      input.name ??
      freeName(
        release.nanoservice,
        facts.deployed.map((other) => other.name),
      );
    const config = input.config ?? release.spec.defaultConfig;
    const planned = planOne(deps, facts, {
      device,
      release,
      name,
      config,
      peers: input.peers,
      port: input.port,
      own: null,
    });
    facts = {
      ...facts,
      deployed: [...facts.deployed, { ...planned, nanoservice: release.nanoservice }],
    };
    return planned;
  });
};

export const preflightView = (planned: Planned): PreflightView =>
  pick(planned, ['device', 'deviceName', 'name', 'port', 'peers', 'findings']);

/**
 * Throws the first thing that speaks against any of the plans, naming the device where there are
 * several.
 */
export const refuseBlocked = (plans: readonly Planned[]): void => {
  for (const { deviceName, findings } of plans) {
    const first = findings.find((finding) => finding.blocks);
    if (first === undefined) continue;
    const field = first.field ?? 'placement';
    const words = {
      message: plans.length > 1 ? onDevice(deviceName, first.message) : first.message,
      ...(first.remedy === null ? {} : { remedy: first.remedy }),
    };
    throw first.check === 'config' ? new BadInput(field, words) : new Conflict(field, words);
  }
};
