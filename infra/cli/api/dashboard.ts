import { openAsBlob } from 'node:fs';
import { DashboardClient, WebSession } from '@nanoedge/client';
import type { AppRouter } from '@nanoedge/dashboard/router';
import { siteProblems, type WallClock } from '@nanoedge/words';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { type Home, openHome } from '../home.ts';
import { accessOf, keptSession } from './session.ts';
import { answers } from './views.ts';

export type Dashboard = DashboardClient<AppRouter>;

/** The dashboard that the commands speak to; its answers are checked, as it may be another version. */
export const openDashboard = (env: CliEnv, home: Home = openHome(env.home)): Dashboard => {
  const access = accessOf(env, home);
  return new DashboardClient<AppRouter>(new WebSession(access, keptSession(home, access)), answers);
};

const onlySite = async (dashboard: Dashboard) => {
  const [site] = await dashboard.ask((api) => api.site.list.query());
  if (site === undefined) throw new UserError(siteProblems.noSite);
  return site;
};

/** The one site of this dashboard. */
export const siteOf = async (dashboard: Dashboard): Promise<string> =>
  (await onlySite(dashboard)).id;

/** The clock of that site, by which lists write their times wherever they are read. */
export const clockOf = async (dashboard: Dashboard): Promise<WallClock> => ({
  zone: (await onlySite(dashboard)).timeZone,
});

/** A file as a request's body, read as it is sent. */
export const fileBody = (path: string, type: string): Promise<Blob> => openAsBlob(path, { type });
