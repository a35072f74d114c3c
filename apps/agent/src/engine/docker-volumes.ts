import { describeError, labels } from '@nanoedge/base';
import type Docker from 'dockerode';
import * as z from 'zod/mini';
import { EngineRefused, EngineUnreachable } from '../errors.ts';
import { answer } from './docker-answer.ts';

/** What `GET /system/df` says of volumes; a size of -1 where the engine does not know it. */
const Usage = z.object({
  Volumes: z.nullish(
    z.array(
      z.object({
        Name: z.string(),
        Labels: z.nullish(z.record(z.string(), z.string())),
        UsageData: z.nullish(z.object({ Size: z.number() })),
      }),
    ),
  ),
});

/**
 * How many bytes each volume of a device holds, by its name; those whose size the engine does not
 * know are left out. It asks for volumes only: engines measure whatever else they have otherwise.
 * Throws EngineUnreachable, EngineRefused.
 */
export const measureVolumes = async (
  docker: Docker,
  device: string,
): Promise<ReadonlyMap<string, number>> => {
  const said = await answer(
    new Promise<unknown>((resolve, reject) => {
      const call = {
        path: '/system/df?',
        method: 'GET',
        options: { type: 'volume' },
        statusCodes: { 200: true, 400: 'bad parameter', 500: 'server error' },
      };
      docker.modem.dial(call, (error: unknown, body: unknown) => {
        if (error === null || error === undefined) resolve(body);
        else reject(error instanceof Error ? error : new EngineUnreachable(describeError(error)));
      });
    }),
  );
  const usage = Usage.safeParse(said);
  if (!usage.success) throw new EngineRefused(500, 'it does not say what its volumes hold');
  const sizes = new Map<string, number>();
  for (const { Name, Labels, UsageData } of usage.data.Volumes ?? [])
    if (Labels?.[labels.device] === device && UsageData != null && UsageData.Size >= 0)
      sizes.set(Name, UsageData.Size);
  return sizes;
};
