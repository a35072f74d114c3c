import { DeploymentId, DeploymentName, DeviceId, SiteId } from '@nanoedge/protocol';
import * as z from 'zod/mini';
import { Version } from '../edits/settle-edit.ts';

const Config = z.record(z.string(), z.unknown());

/** Where to add: named devices, or all devices of the site that carry the label. */
const Placement = z.union([
  z.object({ devices: z.array(DeviceId).check(z.minLength(1), z.maxLength(200)) }),
  z.object({ label: z.string().check(z.minLength(1), z.maxLength(64)) }),
]);

/**
 * `release`: id of a release. `name` absent: the nanoservice's name, with a number where it is
 * taken. `config` absent: the release's default. `peers`: names of deployments that it calls.
 * `port` absent: the next free one if the release is published.
 */
export const AddDeploymentInput = z.object({
  site: SiteId,
  release: z.uuid(),
  placement: Placement,
  name: z.optional(DeploymentName),
  config: z.optional(Config),
  peers: z.optional(z.array(DeploymentName)),
  port: z.optional(z.nullable(z.int().check(z.minimum(1024), z.maximum(65_535)))),
});
export type AddDeploymentInput = z.infer<typeof AddDeploymentInput>;

/** The same questions as `add` would ask, without changing anything. */
export const PreflightInput = AddDeploymentInput;
export type PreflightInput = z.infer<typeof PreflightInput>;

export const DeploymentRef = z.object({ deployment: DeploymentId });
export type DeploymentRef = z.infer<typeof DeploymentRef>;

/** `fresh`: in a container that is made anew, instead of in the one that there is. */
export const RestartInput = z.object({
  deployment: DeploymentId,
  fresh: z.optional(z.boolean()),
});
export type RestartInput = z.infer<typeof RestartInput>;

/** `base` is what it was made from: with it, it goes together with what others changed since. */
export const ChangeDeploymentInput = z.object({
  deployment: DeploymentId,
  release: z.optional(z.uuid()),
  config: z.optional(Config),
  peers: z.optional(z.array(DeploymentName)),
  base: z.optional(
    z.object({
      version: Version,
      release: z.optional(z.uuid()),
      config: z.optional(Config),
      peers: z.optional(z.array(z.string())),
    }),
  ),
});
export type ChangeDeploymentInput = z.infer<typeof ChangeDeploymentInput>;

/**
 * `withoutSnapshot` is the named act "terminate without snapshot"; it is audited as such, and so is
 * `leaveOut`, by which somebody agrees that what a snapshot cannot hold is lost.
 */
export const RemoveDeploymentInput = z.object({
  deployment: DeploymentId,
  withoutSnapshot: z._default(z.boolean(), false),
  leaveOut: z.optional(z.boolean()),
});
export type RemoveDeploymentInput = z.infer<typeof RemoveDeploymentInput>;

/** All deployments of a device, or of the whole site. */
export const TerminateAllInput = z.object({
  site: SiteId,
  device: z.optional(DeviceId),
  withoutSnapshot: z._default(z.boolean(), false),
});
export type TerminateAllInput = z.infer<typeof TerminateAllInput>;

/** Those of a device, or of the whole site. */
export const CountDeploymentsInput = z.object({ site: SiteId, device: z.optional(DeviceId) });
export type CountDeploymentsInput = z.infer<typeof CountDeploymentsInput>;
