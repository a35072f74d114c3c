import type { CliEnv } from '../env.ts';
import type { Home } from '../home.ts';
import { recordedSite } from '../recorded-site.ts';
import { type EngineAnswer, findEngine } from '../system/docker.ts';
import { recordedLab } from './record.ts';

/** The engines that the site runs on and that answer now: one, or the lab's. */
export const siteEngines = async (env: CliEnv, home: Home): Promise<EngineAnswer[]> => {
  const site = recordedSite(home);
  const lab = site?.lab === true ? recordedLab(home) : null;
  const hosts =
    lab === null
      ? [site?.dockerHost ?? env.dockerHost]
      : lab.devices.map(({ dockerHost }) => dockerHost);
  return (await Promise.all(hosts.map(findEngine))).filter((engine) => engine !== null);
};
