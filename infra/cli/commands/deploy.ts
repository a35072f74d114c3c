import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { join } from 'node:path';
import { serviceMemoryBytes } from '@nanoedge/base';
import type { ImageUpload } from '@nanoedge/client';
import type { AppRouter } from '@nanoedge/dashboard/router';
import { deployProblems, imageLines } from '@nanoedge/words';
import type { inferRouterInputs } from '@trpc/server';
import * as z from 'zod/mini';
import { type Dashboard, fileBody, openDashboard, siteOf } from '../api/dashboard.ts';
import { findDevice, findRelease } from '../api/find.ts';
import type { Inventory, ReleaseRow } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { CommandFailed, UserError } from '../errors.ts';
import { type Home, openHome } from '../home.ts';
import { recordedSite } from '../recorded-site.ts';
import { run } from '../system/run.ts';
import { followRuns, type FollowOptions } from '../ui/follow.ts';

export type DeployOptions = FollowOptions & {
  device: string[];
  release?: string;
  name?: string;
  config?: string;
  port?: string;
  peer?: string[];
  image?: string;
  registryImage?: string;
  version?: string;
  spec?: string;
  like?: string;
};

/**
 * What the first release of a nanoservice may do when nobody says: answer CoAP, and nothing else.
 */
const modestSpec = {
  configSchema: null,
  defaultConfig: {},
  needs: [],
  volumes: [],
  limits: { memoryBytes: serviceMemoryBytes.most, pids: 16 },
  roster: false,
  published: true,
};

type CreateInput = inferRouterInputs<AppRouter>['nanoservices']['create'];
type JsonObject = Record<string, unknown>;

const readObject = async (option: string, source: string): Promise<JsonObject> => {
  const text = source === '-' ? await readAll(process.stdin) : readText(option, source);
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new UserError(deployProblems.notJson(option, source));
  }
};

const readText = (option: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(
      deployProblems.unreadable(option, path, (error as NodeJS.ErrnoException).code),
    );
  }
};

const readPort = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return port;
  throw new UserError(deployProblems.port(text));
};

/** Saves an image of the machine's engine and gives it to the dashboard. */
const uploadImage = async (
  where: { env: CliEnv; home: Home; dashboard: Dashboard },
  image: string,
): Promise<ImageUpload> => {
  const { env, home, dashboard } = where;
  const folder = join(home.folder, 'images');
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, `upload-${process.pid}.tar`);
  const dockerHost = env.dockerHost ?? recordedSite(home)?.dockerHost;
  try {
    await run('docker', ['save', '--output', archive, image], {
      env: { ...env.inherited, ...(dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost }) },
    });
    const body = await fileBody(archive, 'application/x-tar');
    const uploaded = await dashboard.uploadImage(body);
    process.stderr.write(`${imageLines.given(image, uploaded.bytes)}\n`);
    return uploaded;
  } catch (error) {
    if (error instanceof CommandFailed)
      throw new UserError(
        deployProblems.noImage(image, error.tail.trim().split('\n').at(-1) ?? ''),
      );
    throw error;
  } finally {
    rmSync(archive, { force: true });
  }
};

/**
 * What the new release asks for; undefined: what the image says of itself, else the same as the
 * newest one before it. `saysNothing` is asked where there is neither.
 */
const specOf = async (
  inventory: Inventory,
  asked: { nanoservice: string; options: DeployOptions },
  saysNothing: () => Promise<boolean>,
): Promise<unknown> => {
  const { spec, like } = asked.options;
  if (spec !== undefined) return readObject('--spec', spec);
  if (like !== undefined) return findRelease(inventory, like, null).spec;
  const known = inventory.nanoservices.some(
    ({ name, releases }) => name === asked.nanoservice && releases.length > 0,
  );
  return !known && (await saysNothing()) ? modestSpec : undefined;
};

/** Where the image comes from, what it asks for, and whether it says anything of itself. */
const sourceOf = async (
  where: { env: CliEnv; home: Home; dashboard: Dashboard },
  { image, reference }: { image: string | undefined; reference: string },
): Promise<{ source: CreateInput['source']; saysNothing: () => Promise<boolean> }> => {
  if (image === undefined)
    return {
      source: { image: reference },
      saysNothing: async () =>
        (await where.dashboard.ask((api) =>
          api.nanoservices.manifest.query({ image: reference }),
        )) === null,
    };
  const { upload, manifest } = await uploadImage(where, image);
  return { source: { upload }, saysNothing: () => Promise.resolve(manifest === null) };
};

const releaseOf = async (
  where: { env: CliEnv; home: Home; dashboard: Dashboard },
  inventory: Inventory,
  asked: { nanoservice: string; options: DeployOptions },
): Promise<Pick<ReleaseRow, 'id'>> => {
  const { nanoservice, options } = asked;
  const { image, registryImage, version } = options;
  if (image !== undefined && registryImage !== undefined)
    throw new UserError(deployProblems.twoImages);
  const option = image === undefined ? '--registry-image' : '--image';
  const reference = image ?? registryImage;
  if (reference === undefined) {
    if (version !== undefined) throw new UserError(deployProblems.versionAlone);
    return findRelease(inventory, nanoservice, options.release ?? null);
  }
  if (version === undefined) throw new UserError(deployProblems.noVersion(option));
  if (options.release !== undefined) throw new UserError(deployProblems.releaseToo(option));
  const { source, saysNothing } = await sourceOf(where, { image, reference });
  // What a file says may be anything; the dashboard refuses what is no spec.
  const spec = (await specOf(inventory, asked, saysNothing)) as CreateInput['spec'];
  return where.dashboard.ask((api) =>
    api.nanoservices.create.mutate({ nanoservice, version, source, spec }),
  );
};

/**
 * Adds a nanoservice to devices; where a deployment of that `--name` is on the device already,
 * changes it.
 */
export const deploy = async (
  env: CliEnv,
  nanoservice: string,
  options: DeployOptions,
): Promise<number> => {
  const home = openHome(env.home);
  const dashboard = openDashboard(env, home);
  const config =
    options.config === undefined ? undefined : await readObject('--config', options.config);
  const port = options.port === undefined ? undefined : readPort(options.port);
  const site = await siteOf(dashboard);
  const inventory = await dashboard.ask((api) => api.nanoservices.matrix.query({ site }));
  const devices = options.device.map((text) => findDevice(inventory, text).id);
  const release = await releaseOf({ env, home, dashboard }, inventory, { nanoservice, options });
  const wanted = {
    release: release.id,
    ...(config === undefined ? {} : { config }),
    ...(options.peer === undefined ? {} : { peers: options.peer }),
  };
  const existing = inventory.deployments.filter(
    (row) =>
      row.name === options.name && row.nanoservice === nanoservice && devices.includes(row.device),
  );
  if (existing.length > 0 && port !== undefined)
    throw new UserError(deployProblems.portStays(options.name ?? ''));
  const changed = await Promise.all(
    existing.map(({ id, release: { id: before }, version, config: had, peers }) => {
      // What others changed since it was read stays, or the change is refused
      const base = { version, release: before, config: had, peers };
      return dashboard.ask((api) =>
        api.deployments.change.mutate({ deployment: id, ...wanted, base }),
      );
    }),
  );
  const fresh = devices.filter((device) => !existing.some((row) => row.device === device));
  const added =
    fresh.length === 0
      ? []
      : await dashboard.ask((api) =>
          api.deployments.add.mutate({
            site,
            placement: { devices: fresh },
            ...wanted,
            ...(options.name === undefined ? {} : { name: options.name }),
            ...(port === undefined ? {} : { port }),
          }),
        );
  return followRuns(dashboard, [...changed, ...added], options);
};
