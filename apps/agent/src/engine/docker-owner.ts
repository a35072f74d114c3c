import { packTar, readTar } from '@nanoedge/archive';
import { labels } from '@nanoedge/base';
import type Docker from 'dockerode';
import type { EngineAddress } from '../env.ts';
import type { ContainerSpec } from './container-spec.ts';
import { answer, answerIfThere } from './docker-answer.ts';
import { mountsOf } from './docker-format.ts';
import { archivePath, callEngine, streamOf, textOf } from './docker-http.ts';

/** Who every service runs as. */
export const serviceId = 65_532;

interface Client {
  docker: Docker;
  address: EngineAddress;
}

type Volume = ContainerSpec['volumes'][number];

/** Whose the folder at the root of a volume is, and its mode. */
const rootOf = async (
  { address }: Client,
  container: string,
  { path }: Volume,
): Promise<{ uid: number; mode: number } | null> => {
  const call = { method: 'GET', path: archivePath(container, `${path}/.`) } as const;
  const stream = await callEngine(address, call, async (response) => streamOf(response));
  try {
    for await (const { header } of readTar(stream))
      return { uid: header.uid ?? 0, mode: header.mode ?? 0o755 };
    return null;
  } finally {
    stream.destroy();
  }
};

/** A container that never runs: engines write beside the volumes of one that is not read-only. */
const helperFor = async (
  { docker }: Client,
  spec: ContainerSpec,
  volumes: Volume[],
): Promise<Docker.Container> =>
  answer(
    docker.createContainer({
      Image: spec.image,
      Labels: { [labels.device]: spec.labels[labels.device] ?? '' },
      User: spec.user,
      NetworkDisabled: true,
      HostConfig: {
        NetworkMode: 'none',
        CapDrop: spec.capDrop,
        SecurityOpt: spec.securityOptions,
        Mounts: mountsOf({ ...spec, volumes }, true),
      },
    }),
  );

/**
 * Gives fresh volumes to the user that the service runs as: an image may ship their folders as
 * root's, and an engine makes those of no image so.
 */
export const ownVolumes = async (
  client: Client,
  { container, spec, volumes }: { container: string; spec: ContainerSpec; volumes: Volume[] },
): Promise<void> => {
  const others: { volume: Volume; mode: number }[] = [];
  for (const volume of volumes) {
    const root = await rootOf(client, container, volume);
    if (root !== null && root.uid !== serviceId) others.push({ volume, mode: root.mode });
  }
  if (others.length === 0) return;
  const helper = await helperFor(
    client,
    spec,
    others.map(({ volume }) => volume),
  );
  try {
    const folders = others.map(({ volume, mode }) => ({
      header: {
        name: `${volume.path.replace(/^\/+|\/+$/g, '')}/`,
        type: 'directory' as const,
        mode: (mode & 0o7777) | 0o700,
        uid: serviceId,
        gid: serviceId,
      },
    }));
    const body = packTar(folders);
    const path = archivePath(helper.id, '/');
    await callEngine(client.address, { method: 'PUT', path, body }, textOf);
  } finally {
    await answerIfThere(helper.remove({ force: true, v: true }));
  }
};
