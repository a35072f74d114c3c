import { isDeepStrictEqual } from 'node:util';
import { isSameValue, type MergeRules } from '@nanoedge/base';
import type { RunId, SiteId } from '@nanoedge/protocol';
import { auditSentences, deploymentRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { announce } from '../announce.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { settleEdit } from '../edits/settle-edit.ts';
import { BadInput, NotFound } from '../errors.ts';
import { namedIn } from '../nanoservices/named.ts';
import { insertRun, newRunId, supersede } from '../runs/begin.ts';
import type { StoredDeployment } from '../runs/stored.ts';
import { getRun } from '../runs/get.ts';
import type { RunView } from '../runs/view.ts';
import { renewOverride } from '../signing/renew-override.ts';
import { lockSite } from '../site/lock.ts';
import { readFacts, readRelease, type SiteFacts, type StoredRelease } from './facts.ts';
import { lockDeployment, siteOfDeployment } from './lock.ts';
import { type Planned, planOne, refuseBlocked } from './plan.ts';
import type { ChangeDeploymentInput } from './schema.ts';

interface Change {
  row: StoredDeployment;
  input: ChangeDeploymentInput;
  old: StoredRelease;
  release: StoredRelease;
}

/** Who is called because the old config named them is asked of the new config again. */
const keptPeers = ({ row, input, old }: Change): string[] => {
  const named = namedIn(old.spec.configSchema, row.config).map(({ value }) => value);
  return input.peers ?? row.peers.filter((peer) => !named.includes(peer));
};

const planChange = (deps: Deps, facts: SiteFacts, change: Change): Planned => {
  const { row, input, release } = change;
  const device = facts.devices.find(({ id }) => id === row.device);
  if (device === undefined) throw new NotFound('device', row.device);
  return planOne(deps, facts, {
    device,
    release,
    name: row.name,
    config: input.config ?? row.config,
    peers: keptPeers(change),
    // A port is opened when somebody asks for it, never by a release
    port: row.port,
    own: row,
  });
};

interface DeploymentFields {
  release: string;
  config: Record<string, unknown>;
  peers: string[];
}

const rules: MergeRules<DeploymentFields> = { release: 'value', config: 'record', peers: 'set' };

/**
 * What is asked for together with what others changed since its `base`, a change on its way
 * included: `now` is what is wanted so far, `row` what the new run begins with.
 */
const settleChange = async (
  tx: Tx,
  { now, row }: { now: StoredDeployment; row: StoredDeployment },
  wanted: ChangeDeploymentInput,
): Promise<ChangeDeploymentInput> => {
  const { deployment, base, ...given } = wanted;
  if (base === undefined) return wanted;
  const about = { entity: 'deployment', subject: deployment };
  const next = await settleEdit(tx, about, { given, base, now, version: now.version, rules });
  const changed = <F extends keyof DeploymentFields>(field: F) =>
    given[field] !== undefined || !isSameValue(next[field], row[field]);
  return {
    deployment,
    ...(changed('release') ? { release: next.release } : {}),
    ...(changed('config') ? { config: next.config } : {}),
    ...(changed('peers') ? { peers: next.peers } : {}),
  };
};

/** Plans the change and writes it down, with its run and its line of the audit trail. */
const write = async (
  deps: Deps,
  tx: Tx,
  { actor, wanted, run }: { actor: Actor; wanted: ChangeDeploymentInput; run: RunId },
): Promise<SiteId> => {
  const { deployment } = wanted;
  const site = await siteOfDeployment(tx, deployment);
  demand(actor, 'deployment.change', { site, as: ['deployment', deployment] });
  await lockSite(tx, site);
  const locked = await lockDeployment(tx, deployment);
  const asking = { site: locked.site, actor, now: deps.now(), batch: null };
  const { row, before, superseded } = await supersede(tx, locked.row, asking);
  const input = await settleChange(tx, { now: locked.row, row }, wanted);
  const old = await readRelease(tx, row.release);
  const release = input.release === undefined ? old : await readRelease(tx, input.release);
  if (release.nanoservice !== row.nanoservice)
    throw new BadInput(
      'release',
      deploymentRefusals.otherNanoservice(release.nanoservice, row.nanoservice),
    );
  const change = { row, input, old, release };
  const planned = planChange(deps, await readFacts(tx, locked.site), change);
  refuseBlocked([planned]);
  const { config, peers, port } = planned;
  const same =
    release.id === row.release &&
    isDeepStrictEqual([config, peers], [row.config, row.peers.toSorted()]);
  if (same && !superseded) throw new BadInput('config', deploymentRefusals.nothingNew(row.name));
  const { limits, volumes } = release.spec;
  const sizes =
    release.id === row.release
      ? {}
      : { memoryBytes: limits.memoryBytes, pids: limits.pids, volumes };
  await tx
    .update(deployments)
    .set({
      release: release.id,
      config,
      peers,
      port,
      ...sizes,
      removal: null,
      restart: row.restart,
      restore: before === null ? row.restore : null,
      change: run,
      managed: 'admin',
      updatedAt: new Date(asking.now),
    })
    .where(eq(deployments.id, row.id));
  if (release.id !== row.release || release.id !== locked.row.release)
    await renewOverride(tx, row.id, { signing: deps, who: actor });
  await insertRun(tx, asking, { id: run, kind: 'change', row, release: release.id, before });
  await record(tx, actor, {
    site: asking.site,
    action: 'change',
    entity: 'deployment',
    subject: row.id,
    summary:
      release.id === row.release
        ? auditSentences.deployments.changedConfig(row.name)
        : auditSentences.deployments.changedRelease(row.name, old.version, release.version),
  });
  return locked.site;
};

/** A change, and what of it is written down elsewhere: both, or neither. */
export const changeDeploymentAlso = async (
  deps: Deps,
  actor: Actor,
  { wanted, also }: { wanted: ChangeDeploymentInput; also: (tx: Tx) => Promise<void> },
): Promise<RunView> => {
  const run = newRunId();
  const site = await deps.db.transaction(async (tx) => {
    const changed = await write(deps, tx, { actor, wanted, run });
    await also(tx);
    return changed;
  });
  await announce(deps, site, ['runs', 'deployments']);
  return getRun(deps, actor, { run });
};

/**
 * Another release, config or peers for a deployment. An open run of it is superseded. Throws
 * BadInput when nothing would change, or for another nanoservice's release, and StaleSave where
 * somebody changed the same since.
 */
export const changeDeployment = (
  deps: Deps,
  actor: Actor,
  wanted: ChangeDeploymentInput,
): Promise<RunView> => changeDeploymentAlso(deps, actor, { wanted, also: () => Promise.resolve() });
