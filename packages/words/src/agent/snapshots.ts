const lacks = 'a snapshot cannot hold ';

/** Names one after the other; of many the first, and how many more there are. */
const named = (names: readonly string[]): string =>
  names.length <= 12
    ? names.join(', ')
    : `${names.slice(0, 12).join(', ')} and ${String(names.length - 12)} more`;

/** Whether a removal was refused because nobody agreed to what its snapshot would lack. */
export const asksForConsent = (reason: string | null): boolean =>
  reason?.startsWith(lacks) ?? false;

/** Why an agent cannot take, store or read a snapshot; `why` as whoever refused says it. */
export const snapshotFailures = {
  badName: (names: readonly string[]): string =>
    `no snapshot holds a name like ${named(names)}; give it another name`,
  /** `names`: each a volume and a path. */
  needsConsent: (names: readonly string[]): string =>
    `${lacks}${named(names)}; nothing was removed. Remove it again and agree to lose that, or terminate without a snapshot`,
  cutShort: 'the spooled volumes were cut short',
  linkOutside: (volume: string, path: string): string =>
    `${path} in volume ${volume} is a link to a file outside of it`,
  /** `names`: each a volume and a path. */
  leftOut: (names: readonly string[]): string =>
    `left out, because a snapshot cannot hold it: ${named(names)}`,
  readsDifferently: (why: string): string => `the snapshot reads back differently: ${why}`,
  noVolumes: (why: string): string => `the engine does not give the volumes: ${why}`,
  notTaken: (why: string): string => `the snapshot could not be taken: ${why}`,
  noFolder: (why: string): string => `the snapshot folder cannot be written: ${why}`,
  unsound: (why: string): string => `the snapshot is not sound: ${why}`,
  unreadable: (why: string): string => `the snapshot cannot be read: ${why}`,
  notKept: (why: string): string => `the snapshot cannot be kept on this device: ${why}`,
  storedOtherwise: (bytes: number, digest: string): string =>
    `the dashboard read back something else: ${bytes} bytes of ${digest}`,
  otherSnapshot: (sent: string, wanted: string): string =>
    `the dashboard sent snapshot ${sent} instead of ${wanted}`,
  notStored: (why: string): string => `the dashboard does not store the snapshot: ${why}`,
  notGiven: (why: string): string => `the dashboard does not give the snapshot: ${why}`,
} as const;

const after = (path: string, volume: string, problem: string): string =>
  `after the restore, ${path} in volume ${volume} ${problem}`;

/** Where a file is: its path, and the volume. */
interface At {
  path: string;
  volume: string;
}

/** Why an agent cannot fill volumes from a snapshot, or how what it filled differs from it. */
export const restoreFailures = {
  lacking: (volumes: readonly string[]): string =>
    `the snapshot holds volumes that this release does not have: ${volumes.join(', ')}`,
  unknownVolume: (volume: string): string =>
    `the snapshot has files of volume ${volume}, which its manifest does not have`,
  kind: ({ path, volume }: At, found: string, wanted: string): string =>
    after(path, volume, `is a ${found}, not a ${wanted}`),
  size: ({ path, volume }: At, found: number, wanted: number): string =>
    after(path, volume, `has ${found} bytes, not ${wanted}`),
  content: ({ path, volume }: At): string =>
    after(path, volume, 'holds other bytes than it should'),
  mode: ({ path, volume }: At, found: number, wanted: number): string =>
    after(path, volume, `has mode ${found.toString(8)}, not ${wanted.toString(8)}`),
  owner: ({ path, volume }: At, found: string, wanted: string): string =>
    after(path, volume, `belongs to ${found}, not to ${wanted}`),
  added: ({ path, volume }: At): string => after(path, volume, 'is there, and not in the snapshot'),
  target: ({ path, volume }: At): string => after(path, volume, 'points to somewhere else'),
  missing: ({ path, volume }: At): string => after(path, volume, 'is missing'),
  readsDifferently: 'the volumes read back differently',
  /** `why` as whoever failed says it. */
  notFilled: (why: string): string => `the volumes could not be filled: ${why}`,
} as const;
