const refused = (why: string, what: string): string =>
  `refused: ${why}, what ran before goes on; ${what}`;
const remedy = 'see who changed it, then sign it again on the page of its nanoservice';

/** Why a device does not run a release, and what an administrator does about it. */
export const releaseDoubts = {
  unsigned: refused('its release is not signed', remedy),
  signature: refused(
    'its release is not signed by the key that this device knows',
    `${remedy}, or enrol this device again if the dashboard lost its key`,
  ),
  other: refused(
    'its release was signed for another image, version or nanoservice than is to run',
    remedy,
  ),
  beyond: (what: string): string =>
    refused(`it was given more than its signed release says (${what})`, remedy),
  older: (version: string): string =>
    refused(
      `${version} is older than what this device had, and no administrator asked for that`,
      'choose it again on the page of the deployment, or sign it again on that of its nanoservice',
    ),
} as const;
