import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { deploymentOf, deviceId } from './changes.ts';
import type { Api } from './api.ts';
import { signIn } from './session.ts';

/** Every kind of page that says what devices and services do, open at once as somebody has them. */
export interface WatchedPages {
  context: BrowserContext;
  pages: ReadonlyMap<string, Page>;
}

/** Of each device one service, whose own page is open too. */
const services: Readonly<Record<string, string>> = {
  entrance: 'bluetooth-scanner-entrance',
  corridor: 'user-guidance',
  room: 'meeting-room',
  closet: 'main-controller',
};

const addresses = async (api: Api): Promise<[string, string][]> => [
  ['Live', '/live'],
  ['Nanoservices', '/nanoservices'],
  ['nanoservice', '/nanoservices/bluetooth-scanner'],
  ['devices', '/devices'],
  ...(await Promise.all(
    Object.entries(services).map(async ([device, service]): Promise<[string, string][]> => {
      const { id } = await deploymentOf(api, service);
      return [
        [`device ${device}`, `/devices/${deviceId(device)}`],
        [`deployment on ${device}`, `/deployments/${id}`],
      ];
    }),
  ).then((found) => found.flat())),
];

export const openPages = async (browser: Browser, api: Api): Promise<WatchedPages> => {
  const context = await browser.newContext();
  const pages = new Map<string, Page>();
  await signIn(await context.newPage(), 'admin');
  for (const [name, address] of await addresses(api)) {
    const page = await context.newPage();
    // What it shows is waited for, not its icons
    await page.goto(address, { waitUntil: 'commit' });
    pages.set(name, page);
  }
  return { context, pages };
};

/** A state that a page shows in words: of which device, in which tone and which words. */
interface ShownState {
  page: string;
  device: string;
  tone: string;
  word: string;
}

/**
 * What a page says of devices and services now. What has happened, as in a list of events or of
 * changes, is no state and stays true.
 */
const statesOn = (page: Page, own: string | null): Promise<Omit<ShownState, 'page'>[]> =>
  page.evaluate((owner) => {
    const history = '[data-testid=event-row], [data-testid=run-row], [data-testid=run]';
    return [...document.querySelectorAll('main [data-tone]')].flatMap((element) => {
      if (element.closest(history) !== null) return [];
      const device = element.closest('[data-device]')?.getAttribute('data-device') ?? owner;
      const tone = element.getAttribute('data-tone');
      return device === null || tone === null
        ? []
        : [{ device, tone, word: (element.textContent ?? '').replace(/\d+ \w+ ago|now/, '') }];
    });
  }, own);

const ownerOf = (name: string): string | null => {
  const device = Object.keys(services).find((known) => name.endsWith(known));
  return device === undefined ? null : deviceId(device);
};

export const shownStates = async ({ pages }: WatchedPages): Promise<ShownState[]> => {
  const all = await Promise.all(
    [...pages].map(async ([name, page]) =>
      (await statesOn(page, ownerOf(name))).map((state) => ({ page: name, ...state })),
    ),
  );
  return all.flat();
};

const lineOf = ({ page, device, tone, word }: ShownState): string =>
  `${page}: ${device} ${tone} “${word}”`;

/** What is said in green of the given devices. */
export const greensOf = async (
  watched: WatchedPages,
  devices: readonly string[],
): Promise<string[]> => {
  const ids = devices.map(deviceId);
  return (await shownStates(watched))
    .filter(({ device, tone }) => tone === 'ok' && ids.includes(device))
    .map(lineOf);
};

/** What is not green of the given devices, and pages that say nothing of any of them. */
export const notGreenOf = async (
  watched: WatchedPages,
  devices: readonly string[],
): Promise<string[]> => {
  const ids = devices.map(deviceId);
  const states = await shownStates(watched);
  const shown = states.filter(({ device }) => ids.includes(device));
  const silent = [...watched.pages.keys()].filter(
    (name) =>
      (ownerOf(name) === null || ids.includes(ownerOf(name) ?? '')) &&
      !shown.some(({ page }) => page === name),
  );
  return [
    ...shown.filter(({ tone }) => tone !== 'ok').map(lineOf),
    ...silent.map((name) => `${name} says nothing`),
  ];
};

/** Waits until every page says that all is well with the devices. */
export const allGreen = (
  watched: WatchedPages,
  devices: readonly string[],
  timeout: number,
): Promise<void> => expect.poll(() => notGreenOf(watched, devices), { timeout }).toEqual([]);
