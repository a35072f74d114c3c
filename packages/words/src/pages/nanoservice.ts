import { plural } from '../numbers.ts';

/** What the page of one nanoservice says. */
export const nanoserviceWords = {
  what: 'nanoservice',
  seeAll: 'See all nanoservices',
  unread: 'The nanoservice could not be read',
  builtIn: 'comes with nanoedge',
  newRelease: 'New release',
  add: 'Add to devices',
  where: 'Where it runs',
  nowhere: 'It runs nowhere',
  nowhereNext: 'Add it to a device; a pre-flight tells first what speaks against it.',
  releases: 'Releases',
  noRelease: 'It has no release yet',
  noReleaseNext:
    'A release is an image with a config schema and limits. Create one to add it to devices.',
  changes: 'Changes',
  noChanges: 'Add it to a device, and how that went shows here.',
} as const;

/** What the panel says of what a release is allowed to do. */
export const rightsWords = {
  title: 'What it is allowed',
  ofRelease: (version: string): string =>
    `By release ${version}; everything else is refused, by the services that it calls and by its device.`,
  asks: (nanoservice: string): string => `Asks ${nanoservice}`,
  asksNobody: 'It asks no other service anything.',
  tells: 'Tells of',
  tellsNothing: 'nothing',
  uses: 'Uses',
  usesNothing: 'no things of its device',
  keeps: 'Keeps',
  keepsNothing: 'nothing, each container begins anew',
  setuid: 'Set-user-id files',
  setuidNone: 'none',
  setuidUnknown: 'not known: nobody looked into its image',
  setuidHint: 'containers give them no rights',
  reaches: 'Reaches',
  reachesPeers: 'its peers and its device’s gateway only',
  reachesAll: 'its peers, the local network and the Internet',
  roster: 'people, their keys and meetings',
} as const;

/** What the table of releases says. */
export const releaseTableWords = {
  label: 'Releases',
  version: 'Version',
  image: 'Image',
  imageId: (version: string): string => `image id of ${version}`,
  size: 'Size',
  own: 'Own layers',
  ownHint: 'layers that no other release has: what an update moves',
  shared: 'Shared layers',
  sharedHint:
    'layers that other releases have, too: a device that runs one of them has these already',
  layers: (count: number): string => plural(count, 'layer'),
  layersOf: (count: number, size: string): string => `${plural(count, 'layer')}, ${size}`,
  architecture: 'Architecture',
  needs: 'Needs',
  roster: 'roster',
  limits: 'Limits',
  limit: (memory: string, pids: number): string => `${memory}, ${pids} pids`,
  way: 'How it gets there',
  ways: {
    sent: 'sent by the dashboard',
    pulled: 'pulled from its registry',
    there: 'image must be on the device',
  },
  signed: 'Signed',
  isSigned: 'as it is',
  isNotSigned: 'not as it is',
  signAgain: 'Sign again…',
  signAgainOf: (version: string): string => `Sign ${version} again…`,
  signTitle: (version: string): string => `Sign release ${version} again?`,
  signWhy:
    'Devices run a release only as it was signed when it was made, and none older than one they had. This one is signed as it is stored now, as the newest: look at its image and at what it is allowed first, and at Activity, who changed it. Then choose it again where it was refused.',
  signDo: 'Sign again',
  signDone: 'The release is signed.',
  created: 'Created',
  none: '–',
} as const;
