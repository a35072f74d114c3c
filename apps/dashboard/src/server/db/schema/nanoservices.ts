import {
  Bytes,
  type DeploymentId,
  type DeviceId,
  type Digest,
  type Limits,
  type NanoserviceName,
  parse,
  type PeerRequest,
  type Removal,
  type RestoreSpec,
  type RunId,
  type ServiceEventType,
  type SignedText,
  type ThingKind,
  type VolumeSpec,
} from '@nanoedge/protocol';
import { isNull } from 'drizzle-orm';
import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, version } from './columns.ts';
import { devices } from './devices.ts';

export const nanoservices = pgTable('nanoservices', {
  name: text('name').$type<NanoserviceName>().primaryKey(),
  description: text('description').notNull(),
  /** What its image calls it; null where the image says nothing. */
  title: text('title'),
  /** Brought by the installation's document. */
  builtIn: boolean('built_in').notNull().default(false),
});

/**
 * A container spec in our terms: what a release may ask for, and nothing else. `configSchema` is
 * JSON Schema (draft 2020-12), null when any object will do; `needs` are kinds of things that the
 * device must have; `roster`: it is given the site's people, their keys and the meetings;
 * `published`: it gets a UDP port.
 */
export interface ReleaseSpec {
  configSchema: Record<string, unknown> | null;
  defaultConfig: Record<string, unknown>;
  needs: ThingKind[];
  volumes: VolumeSpec[];
  limits: Limits;
  roster: boolean;
  published: boolean;
  /** What it asks of each nanoservice that it calls, as its image says; older releases say nothing. */
  calls?: Record<string, PeerRequest[]> | undefined;
  /** The events that are taken from it, as its image says. */
  events?: ServiceEventType[] | undefined;
  /** It reaches the network beyond its device; older releases do not say it, and do not. */
  network?: boolean | undefined;
}

/** Of releases that were stored before they had a spec; the bootstrap document fills it in. */
const plainSpec: ReleaseSpec = {
  configSchema: null,
  defaultConfig: {},
  needs: [],
  volumes: [],
  limits: { memoryBytes: parse(Bytes, 16_777_216, 'bytes'), pids: 16 },
  roster: false,
  published: false,
};

export const releases = pgTable(
  'releases',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    nanoservice: text('nanoservice')
      .$type<NanoserviceName>()
      .notNull()
      .references(() => nanoservices.name),
    version: text('version').notNull(),
    image: text('image').notNull(),
    imageId: text('image_id').$type<Digest>().notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** As Docker names it: amd64, arm64, arm. */
    architecture: text('architecture').notNull().default('amd64'),
    /**
     * Uncompressed layers, lowest first, by their diff ids; with the config they are the archive.
     */
    layers: jsonb('layers').$type<{ digest: Digest; bytes: number }[]>().notNull().default([]),
    configBytes: bigint('config_bytes', { mode: 'number' }).notNull().default(0),
    /** Whether the blobs of config and layers are all in the image store. */
    archived: boolean('archived').notNull().default(false),
    /** The engines pull it from the registry that `image` names. */
    pulled: boolean('pulled').notNull().default(false),
    spec: jsonb('spec').$type<ReleaseSpec>().notNull().default(plainSpec),
    /** Files of its image that run with the rights of their owner; null: nobody looked. */
    setuid: jsonb('setuid').$type<string[]>(),
    /** Its ReleaseManifest, signed; devices run it only as that says. */
    signed: jsonb('signed').$type<SignedText>(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [unique('releases_image').on(table.nanoservice, table.imageId)],
);

/**
 * Who has the say over a deployment: the bootstrap document, or an admin once somebody added or
 * changed it by hand.
 */
export type Managed = 'installation' | 'admin';

/**
 * A removed deployment stays as a row, so that it can be brought back; its name and port are free
 * again.
 */
export const deployments = pgTable(
  'deployments',
  {
    id: text('id').$type<DeploymentId>().primaryKey(),
    device: text('device')
      .$type<DeviceId>()
      .notNull()
      .references(() => devices.id),
    name: text('name').notNull(),
    nanoservice: text('nanoservice')
      .$type<NanoserviceName>()
      .notNull()
      .references(() => nanoservices.name),
    release: uuid('release')
      .notNull()
      .references(() => releases.id),
    config: jsonb('config').$type<Record<string, unknown>>().notNull(),
    /** Names of the deployments of the site that this one calls. */
    peers: jsonb('peers').$type<string[]>().notNull().default([]),
    port: integer('port'),
    memoryBytes: bigint('memory_bytes', { mode: 'number' }).notNull(),
    pids: integer('pids').notNull(),
    volumes: jsonb('volumes').$type<VolumeSpec[]>().notNull().default([]),
    /**
     * The run that brought this release and config, the run of the last restart: see
     * DeploymentSpec.
     */
    change: text('change').$type<RunId>(),
    restart: text('restart').$type<RunId>(),
    restore: jsonb('restore').$type<RestoreSpec>(),
    removal: jsonb('removal').$type<Removal>(),
    /** The newest ReleaseOverride; what it says of another release means nothing. */
    override: jsonb('override').$type<SignedText>(),
    managed: text('managed').$type<Managed>().notNull().default('installation'),
    version: version(),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('deployments_name').on(table.device, table.name).where(isNull(table.removedAt)),
    uniqueIndex('deployments_port').on(table.device, table.port).where(isNull(table.removedAt)),
  ],
);
