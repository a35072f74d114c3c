import { packTar } from '@nanoedge/archive';
import { containerKey, labels } from '@nanoedge/base';
import type Docker from 'dockerode';
import type { EngineAddress } from '../env.ts';
import { answer, answerIfThere } from './docker-answer.ts';
import { archivePath, callEngine, textOf } from './docker-http.ts';
import { serviceId } from './docker-owner.ts';

/** What an engine calls a volume that nobody named. */
const unnamed = /^[0-9a-f]{64}$/;

/** An engine without volumes answers null. */
export const volumesIn = ({
  Volumes,
}: {
  Volumes: Docker.VolumeInspectInfo[] | null;
}): Docker.VolumeInspectInfo[] => Volumes ?? [];

/**
 * Takes away the volumes of keys whose containers somebody removed without them. One that is gone
 * already does not matter.
 */
export const sweepKeys = async (docker: Docker, device: string): Promise<void> => {
  const filters = { dangling: ['true'], label: [`${labels.keyOf}=${device}`] };
  const found = await answer(docker.listVolumes({ filters }));
  for (const { Name } of volumesIn(found)) await answerIfThere(docker.getVolume(Name).remove());
};

/** How many volumes without a name no container uses, those of keys left out. */
export const countUnnamed = async (docker: Docker): Promise<number> => {
  const found = await answer(docker.listVolumes({ filters: { dangling: ['true'] } }));
  return volumesIn(found).filter(
    ({ Name, Labels }) => unnamed.test(Name) && Labels?.[labels.keyOf] === undefined,
  ).length;
};

/** Puts a container's secret where it finds it, for its own user to read and for nobody to write. */
export const writeKey = async (
  address: EngineAddress,
  container: string,
  secret: string,
): Promise<void> => {
  const content = Buffer.from(secret);
  const header = {
    name: containerKey.file,
    type: 'file' as const,
    mode: 0o400,
    uid: serviceId,
    gid: serviceId,
    size: content.length,
  };
  const body = packTar([{ header, content: [content] }]);
  const path = archivePath(container, containerKey.folder);
  await callEngine(address, { method: 'PUT', path, body }, textOf);
};
