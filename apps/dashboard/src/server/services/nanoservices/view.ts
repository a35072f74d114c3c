import type { Ability } from '@nanoedge/base';
import type {
  Bytes,
  DeploymentId,
  DeviceId,
  Digest,
  NanoserviceName,
  RunId,
  ZoneId,
} from '@nanoedge/protocol';
import type { ReleaseSpec } from '../../db/schema/index.ts';

/**
 * `bytes` is the whole image; `createdAt` when the dashboard learned of the release. `architecture`
 * as Docker names it (amd64, arm64, arm); `archived`: the dashboard has its layers and can send
 * them.
 */
export interface ReleaseView {
  id: string;
  nanoservice: NanoserviceName;
  version: string;
  image: string;
  imageId: Digest;
  bytes: Bytes;
  createdAt: number;
  architecture: string;
  layers: { digest: Digest; bytes: Bytes }[];
  archived: boolean;
  /** The engines pull it from its registry; then sizes are those of the compressed layers. */
  pulled: boolean;
  /** Its files that run with the rights of their owner or group; null: nobody looked. */
  setuid: string[] | null;
  /** Whether it is what this dashboard signed; devices run no other. */
  signed: boolean;
  spec: ReleaseSpec;
}

/**
 * `title`: what its image calls it, else its name. `builtIn`: brought by the installation. Releases
 * newest first.
 */
export interface NanoserviceView {
  name: NanoserviceName;
  title: string;
  description: string;
  builtIn: boolean;
  releases: ReleaseView[];
}

/** What of a nanoservice can be brought to devices; releases newest first. */
export type NanoserviceReleases = Pick<NanoserviceView, 'title' | 'releases'>;

/** What a nanoservice is called. */
export type NanoserviceTitle = Pick<NanoserviceView, 'name' | 'title'>;

/** One deployment that takes part in what the site does for people, and where it stands. */
export interface AbilityInstance {
  deployment: DeploymentId;
  name: string;
  device: DeviceId;
  deviceName: string;
  zone: ZoneId;
  zoneName: string;
}

/** One that took part until its removal (epoch ms); `undoable`: that removal can be undone now. */
export interface RemovedInstance extends AbilityInstance {
  run: RunId;
  removedAt: number;
  undoable: boolean;
}

/** Something that the site does for people, and by which nanoservices. */
export interface AbilityView {
  ability: Ability;
  nanoservices: NanoserviceName[];
  instances: AbilityInstance[];
  removed: RemovedInstance[];
}
