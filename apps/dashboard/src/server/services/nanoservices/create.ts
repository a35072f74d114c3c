import { type NanoserviceManifest, specOfManifest } from '@nanoedge/protocol';
import { auditSentences, deploymentRefusals, releaseRefusals } from '@nanoedge/words';
import { and, desc, eq, or } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import {
  imageUploads,
  nanoservices,
  type ReleaseSpec,
  releases,
  sites,
} from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, Conflict, PromiseBroken } from '../errors.ts';
import { boundedImages } from '../images/bounded.ts';
import { fetchImage } from '../images/fetch.ts';
import { localName } from '../images/local-name.ts';
import { resolveImage } from '../images/resolve.ts';
import { storedSetuid } from '../images/stored-setuid.ts';
import { storedManifest, storedVolumes } from '../images/stored-manifest.ts';
import { signRelease } from '../signing/sign-release.ts';
import { declaredIn, withImageVolumes } from './declared-volumes.ts';
import { releaseView } from './release-view.ts';
import type { CreateReleaseInput } from './schema.ts';
import { checkSpec } from './spec.ts';
import type { ReleaseView } from './view.ts';

/**
 * What a release takes over from its source: the spec of a template, or what the image says of
 * itself. Null: it has none.
 */
type Source = Pick<
  typeof releases.$inferInsert,
  | 'image'
  | 'imageId'
  | 'bytes'
  | 'architecture'
  | 'layers'
  | 'configBytes'
  | 'archived'
  | 'pulled'
  | 'setuid'
> & {
  spec: ReleaseSpec | null;
  manifest: NanoserviceManifest | null;
  /** The folders that the image declares as volumes. */
  volumes: readonly string[];
};

const fromTemplate = async (tx: Tx, id: string): Promise<Source> => {
  const [found] = await tx.select().from(releases).where(eq(releases.id, id)).limit(1);
  if (found === undefined) throw new BadInput('source.template', deploymentRefusals.noSuchRelease);
  const {
    image,
    imageId,
    bytes,
    architecture,
    layers,
    configBytes,
    archived,
    pulled,
    setuid,
    spec,
  } = found;
  const taken = {
    image,
    imageId,
    bytes,
    architecture,
    layers,
    configBytes,
    archived,
    pulled,
    setuid,
  };
  return { ...taken, spec, manifest: null, volumes: declaredIn(spec.volumes) };
};

const fromUpload = async (
  { tx, images }: { tx: Tx; images: Deps['images'] },
  id: string,
  fallback: string,
): Promise<Source> => {
  const [found] = await tx.select().from(imageUploads).where(eq(imageUploads.id, id)).limit(1);
  if (found === undefined) throw new BadInput('source.upload', releaseRefusals.uploadGone);
  const { imageId, reference, architecture, configBytes, bytes, layers } = found;
  return {
    image: reference ?? fallback,
    imageId,
    bytes,
    architecture,
    layers,
    configBytes,
    archived: true,
    pulled: false,
    setuid: await storedSetuid(images, layers),
    spec: null,
    manifest: await storedManifest(images, imageId),
    volumes: await storedVolumes(images, imageId),
  };
};

/**
 * Engines pull what everybody may have; of a registry that somebody entered the dashboard fetches
 * the image, so that no device needs its password.
 */
const fromRegistry = async (deps: Deps, wanted: string): Promise<Source> => {
  const { found, access } = await resolveImage(deps, wanted);
  const { image, imageId, architecture, manifest, volumes, bytes, layers, configBytes } = found;
  const said = { imageId, architecture, manifest, volumes, spec: null };
  if (access === null)
    return {
      ...said,
      image,
      bytes,
      layers,
      configBytes,
      archived: false,
      pulled: true,
      setuid: null,
    };
  const images = boundedImages(deps, 'source.image');
  const fetched = await fetchImage({ registry: deps.registry, images }, found, access);
  const setuid = await storedSetuid(deps.images, fetched.layers);
  return { ...said, ...fetched, setuid, image: localName(image), archived: true, pulled: false };
};

const newestSpec = async (tx: Tx, nanoservice: string): Promise<ReleaseSpec | null> => {
  const [newest] = await tx
    .select({ spec: releases.spec })
    .from(releases)
    .where(eq(releases.nanoservice, nanoservice))
    .orderBy(desc(releases.createdAt))
    .limit(1);
  return newest?.spec ?? null;
};

const refuseSame = async (
  tx: Tx,
  { nanoservice, version }: CreateReleaseInput,
  imageId: Source['imageId'],
): Promise<void> => {
  const same = or(eq(releases.version, version), eq(releases.imageId, imageId));
  const rows = await tx
    .select()
    .from(releases)
    .where(and(eq(releases.nanoservice, nanoservice), same));
  if (rows.some((row) => row.version === version))
    throw new Conflict('version', releaseRefusals.versionTaken(nanoservice, version));
  const [row] = rows;
  if (row !== undefined)
    throw new Conflict('source', releaseRefusals.sameImage(nanoservice, row.version));
};

/**
 * Makes the nanoservice, or brings it up to date with what was given and what its image says of it;
 * those of the installation are left alone. True when it was not there. An image that runs under
 * another name than its own does not give it its title.
 */
const noteNanoservice = async (
  tx: Tx,
  { nanoservice: name, description }: CreateReleaseInput,
  manifest: NanoserviceManifest | null,
): Promise<boolean> => {
  const said = {
    description: description ?? manifest?.description,
    title: manifest?.name === name ? manifest.title : undefined,
  };
  const added = await tx
    .insert(nanoservices)
    .values({ name, title: said.title ?? null, description: said.description ?? '' })
    .onConflictDoNothing()
    .returning({ name: nanoservices.name });
  await tx.select().from(nanoservices).where(eq(nanoservices.name, name)).for('update');
  const isNew = added.length > 0;
  if (!isNew && (said.description !== undefined || said.title !== undefined))
    await tx
      .update(nanoservices)
      .set(said)
      .where(and(eq(nanoservices.name, name), eq(nanoservices.builtIn, false)));
  return isNew;
};

/**
 * A new nanoservice with its first release, or a new release of one, from the image of another
 * release, an upload or a registry. Throws BadInput or Conflict with the field that is wrong.
 */
export const createRelease = async (
  deps: Deps,
  actor: Actor,
  input: CreateReleaseInput,
): Promise<ReleaseView> => {
  demand(actor, 'nanoservice.create');
  const { nanoservice, version, source } = input;
  const pulled = 'image' in source ? await fromRegistry(deps, source.image) : null;
  const made = await deps.db.transaction(async (tx) => {
    const {
      spec: own,
      manifest,
      volumes,
      ...image
    } = pulled ??
    ('template' in source
      ? await fromTemplate(tx, source.template)
      : await fromUpload(
          { tx, images: deps.images },
          'upload' in source ? source.upload : '',
          `nanoedge/${nanoservice}:${version}`,
        ));
    const isNew = await noteNanoservice(tx, input, manifest);
    await refuseSame(tx, input, image.imageId);
    if (manifest !== null) checkSpec(specOfManifest(manifest), 'manifest');
    const said = manifest === null ? own : specOfManifest(manifest);
    const asked = input.spec ?? said ?? (await newestSpec(tx, nanoservice));
    if (asked === null) throw new BadInput('spec', releaseRefusals.noSpec(nanoservice));
    checkSpec(asked, 'spec');
    // What it asks of others and tells of its image says, unless somebody says otherwise
    const calls = input.spec?.calls ?? said?.calls ?? {};
    const events = input.spec?.events ?? said?.events ?? [];
    const spec = { ...asked, calls, events, volumes: withImageVolumes(asked.volumes, volumes) };
    const [row] = await tx
      .insert(releases)
      .values({ nanoservice, version, ...image, spec, createdAt: new Date(deps.now()) })
      .returning();
    if (row === undefined) throw new PromiseBroken('the new release was not returned');
    const signed = await signRelease(tx, row, { signing: deps, made: deps.now() });
    const summary = isNew
      ? auditSentences.releases.createdFirst(nanoservice, version)
      : auditSentences.releases.created(nanoservice, version);
    await record(tx, actor, {
      site: null,
      action: 'create',
      entity: 'release',
      subject: row.id,
      summary,
    });
    return signed;
  });
  // A catalogue belongs to all sites.
  for (const { id } of await deps.db.select({ id: sites.id }).from(sites))
    deps.live.changed(id, 'deployments');
  return releaseView(made, deps);
};
