import { screenLines as words } from '@nanoedge/words';
import { type Dashboard, openDashboard, siteOf } from '../api/dashboard.ts';
import { findDevice } from '../api/find.ts';
import type { ScreensRow } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';

interface ScreenOptions {
  device?: string;
  json?: boolean;
}

/** The device that is named, else the only one of the site that has a screen. */
const deviceWith = async (dashboard: Dashboard, named: string | undefined): Promise<string> => {
  const site = await siteOf(dashboard);
  if (named !== undefined)
    return findDevice(await dashboard.ask((api) => api.nanoservices.matrix.query({ site })), named)
      .id;
  const devices = await dashboard.ask((api) => api.devices.list.query({ site }));
  const screens = devices.filter(({ things }) => things.some(({ kind }) => kind === 'screen'));
  const [only] = screens;
  if (only === undefined || screens.length > 1)
    throw new UserError(words.whichDevice(screens.map(({ name }) => name).join(', ')));
  return only.id;
};

const print = ({ screens, waiting }: ScreensRow, json: boolean | undefined): void => {
  const lines = screens.map(({ id, address, browser, open }) =>
    [id, address.padEnd(24), open ? words.open : words.away, browser].join('  '),
  );
  const text = [
    ...(lines.length === 0 ? [words.none] : lines),
    ...(waiting === 0 ? [] : [words.waiting(waiting)]),
  ].join('\n');
  process.stdout.write(`${json === true ? JSON.stringify({ screens, waiting }, null, 2) : text}\n`);
};

export const printScreens = async (env: CliEnv, options: ScreenOptions): Promise<void> => {
  const dashboard = openDashboard(env);
  const id = await deviceWith(dashboard, options.device);
  print(await dashboard.ask((api) => api.devices.screens.query({ id })), options.json);
};

/** Lets the browser that shows this code show the room screen. */
export const pairScreen = async (
  env: CliEnv,
  code: string,
  options: ScreenOptions,
): Promise<void> => {
  const dashboard = openDashboard(env);
  const id = await deviceWith(dashboard, options.device);
  const state = await dashboard.ask((api) => api.devices.approveScreen.mutate({ id, code }));
  print(state, options.json);
};

/** Takes the room screen from a browser, by the id that the list says. */
export const unpairScreen = async (
  env: CliEnv,
  screen: string,
  options: ScreenOptions,
): Promise<void> => {
  const dashboard = openDashboard(env);
  const id = await deviceWith(dashboard, options.device);
  const state = await dashboard.ask((api) => api.devices.revokeScreen.mutate({ id, screen }));
  print(state, options.json);
};
