const browsers = [
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Version', 'Safari'],
] as const;

/** A browser as it calls itself, in short: `Chrome 156 on Linux`. */
const browserName = (agent: string): string => {
  const system = /Android|Windows|Macintosh|iPad|iPhone|Linux/.exec(agent)?.[0] ?? null;
  for (const [mark, name] of browsers) {
    const version = new RegExp(`${mark}/(\\d+)`).exec(agent)?.[1];
    if (version !== undefined) return `${name} ${version}${system === null ? '' : ` on ${system}`}`;
  }
  return agent === '' ? 'A browser' : agent.slice(0, 60);
};

/** What the panel of a device says of the browsers that show its room screen. */
export const screensWords = {
  title: 'Room screens',
  what: 'Only browsers that were paired show the room screen. Open its address on the screen, and type the code here that it shows.',
  unread: 'The screens could not be read',
  none: 'No browser is paired yet',
  waiting: (count: number): string =>
    count === 1
      ? '1 browser shows a code and waits'
      : `${String(count)} browsers show a code and wait`,
  code: 'Code on the screen',
  codeHint: 'BCDF-GHJK',
  pair: 'Pair',
  paired: 'The screen is paired.',
  onlyAdmin: 'Administrators pair screens.',
  list: 'Paired screens',
  from: (address: string): string => `at ${address}`,
  shows: 'shows it now',
  showed: 'showed it when last heard of',
  since: { before: ' · paired ', after: '' },
  seen: { before: ', last seen ', after: '' },
  revoke: 'Revoke…',
  revokeOf: (address: string): string => `Revoke the screen at ${address}`,
  revokeTitle: 'Take the room screen from this browser?',
  revokeWhy: 'What it shows goes at once. It can be paired again with a new code.',
  revokeDo: 'Revoke',
  revoked: 'The screen is revoked.',
  browser: browserName,
} as const;
