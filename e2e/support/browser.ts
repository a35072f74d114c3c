import { existsSync } from 'node:fs';

const systemChromium = '/usr/bin/chromium';

/**
 * Debian's Chromium where there is one, otherwise Playwright's own; both without calls to the
 * outside.
 */
export const launchOptions = {
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
