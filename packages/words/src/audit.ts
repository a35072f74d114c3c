import { plural } from './numbers.ts';

/** What the audit trail says of who did what; it is written down in these words. */
export const auditSentences = {
  keys: {
    changed: (site: string): string => `Changed the keys of the services of ${site}`,
    revoked: (site: string): string =>
      `Changed the keys of the services of ${site}, those of before at once`,
  },
  deployments: {
    deployed: (name: string): string => `Deployed ${name}`,
    updated: (name: string): string => `Updated ${name}`,
    added: (name: string, release: string, device: string): string =>
      `Added ${name} (${release}) to ${device}`,
    terminated: (name: string): string => `Terminated ${name} without a snapshot`,
    removed: (name: string): string => `Removed ${name}, with a snapshot`,
    removedInPart: (name: string): string =>
      `Removed ${name}, with a snapshot of what one can hold`,
    changedConfig: (name: string): string => `Changed the config of ${name}`,
    changedRelease: (name: string, from: string, to: string): string =>
      `Changed the release ${from} → ${to} of ${name}`,
    movedPort: (name: string, from: number, to: number): string =>
      `Moved ${name} from port ${from}, which its device’s engine does not give it, to ${to}`,
    restarted: (name: string): string => `Restarted ${name}`,
    recreated: (name: string): string => `Recreated the container of ${name}`,
    restored: (snapshotOf: string, name: string, device: string): string =>
      `Restored a snapshot of ${snapshotOf} as ${name} on ${device}`,
    broughtBack: (name: string): string => `Brought ${name} back`,
    cancelled: (kind: string, name: string): string => `Cancelled the run “${kind} ${name}”`,
    overridden: (name: string, version: string): string =>
      `Let ${name} run ${version}, which is older than the newest release, once`,
  },
  meetings: {
    created: (title: string, room: string): string => `Created the meeting “${title}” in ${room}`,
    changed: (title: string): string => `Changed the meeting “${title}”`,
    removed: (title: string): string => `Removed the meeting “${title}”`,
    restored: (title: string): string => `Restored the meeting “${title}”`,
    addedContent: (content: string, title: string): string => `Added “${content}” to “${title}”`,
    removedContent: (content: string, title: string): string =>
      `Removed “${content}” from “${title}”`,
    reordered: (title: string): string => `Reordered the content of “${title}”`,
  },
  people: {
    added: (name: string): string => `Added ${name}`,
    changed: (name: string): string => `Changed ${name}`,
    deleted: (name: string, meetings: number): string =>
      meetings === 0
        ? `Deleted ${name}`
        : `Deleted ${name}, and took over ${plural(meetings, 'meeting')} of theirs`,
    broughtBack: (name: string): string => `Brought ${name} back`,
    gaveKey: (name: string): string => `Gave ${name} a key`,
    tookKey: (name: string): string => `Took a key from ${name}`,
    madeUser: (name: string, role: string): string => `Made the user ${name} (${role})`,
  },
  calibration: {
    begun: (name: string): string => `Began to calibrate ${name}`,
    taught: (name: string, taught: number, zones: number): string =>
      `Calibrated ${name} in ${String(taught)} of ${plural(zones, 'zone')}`,
    undone: (name: string): string => `Undid the calibration of ${name}`,
  },
  devices: {
    expected: (name: string): string => `Made a join token for ${name}`,
    renamed: (from: string, to: string): string => `Renamed the device “${from}” to “${to}”`,
    moved: (name: string, from: string, to: string): string =>
      `Moved ${name} from “${from}” to “${to}”`,
    enrolled: (name: string): string => `${name} enrolled`,
    enrolledAgain: (name: string): string =>
      `${name} enrolled again, with a new key or a new trust`,
    rejoins: (name: string): string => `Made a join token for ${name} to enrol again`,
    revoked: (name: string): string => `Revoked the key of ${name}`,
    startedOver: (name: string): string => `Made ${name} start over with what the dashboard knows`,
    objected: (name: string, why: string): string =>
      `${name} does not follow the dashboard: ${why}`,
    duplicate: (name: string): string => `Two computers use the key of ${name}`,
    pairedScreen: (name: string, address: string): string =>
      `Paired a browser at ${address} with the room screen of ${name}`,
    revokedScreen: (name: string, address: string): string =>
      `Took the room screen of ${name} from the browser at ${address}`,
    cutOff: (name: string, minutes: number): string =>
      `Cut ${name} off for a drill of ${String(minutes)} min`,
  },
  releases: {
    signed: (nanoservice: string, version: string): string =>
      `Signed the release ${version} of ${nanoservice} again, as it is stored`,
    created: (nanoservice: string, version: string): string =>
      `Created the release ${nanoservice} ${version}`,
    createdFirst: (nanoservice: string, version: string): string =>
      `Created the nanoservice ${nanoservice} ${version}`,
    uploadedImage: (image: string): string => `Uploaded the image ${image}`,
  },
  registries: {
    added: (host: string): string => `Added the registry ${host}`,
    changed: (host: string): string => `Changed how the registry ${host} is signed in to`,
    removed: (host: string): string => `Removed the registry ${host} with its password`,
  },
  site: {
    renamed: (from: string, to: string): string => `Renamed the site from “${from}” to “${to}”`,
    timeZone: (zone: string): string => `Set the time zone to ${zone}`,
    noTimeZone: (zone: string): string => `Set the time zone to that of the installation, ${zone}`,
    renamedRoom: (from: string, to: string): string => `Renamed the room “${from}” to “${to}”`,
    renamedZone: (from: string, to: string): string => `Renamed the zone “${from}” to “${to}”`,
    plan: {
      added: (names: string): string => `Drew ${names}`,
      changed: (names: string): string => `Changed ${names} on the floor plan`,
      removed: (names: string): string => `Took ${names} off the floor plan`,
      elsewhere: 'Moved doors, lights or devices on the floor plan',
    },
    greeting: (room: string, greeting: 'name' | 'initials'): string =>
      greeting === 'name'
        ? `The screen of “${room}” greets by name`
        : `The screen of “${room}” greets by initials`,
  },
  access: {
    signedIn: 'Signed in',
    signedOut: 'Signed out',
    wrongPassword: (name: string): string => `Wrong password for ${name}`,
    unknownAccount: 'Somebody tried to sign in with an e-mail that has no account',
    attackedAccount: (name: string): string =>
      `Many wrong passwords for ${name}: the account is under attack`,
    attackedUnknown: 'Many tries to sign in with an e-mail that has no account',
    attackFrom: (address: string): string => `Many wrong passwords from ${address}`,
    refused: (what: string, why: string): string => `Refused ${what}: ${why}`,
  },
  accounts: {
    disabled: (name: string): string => `Disabled the account of ${name}`,
    enabled: (name: string): string => `Enabled the account of ${name}`,
    role: (name: string, from: string, to: string): string =>
      `Changed the role of ${name} from ${from} to ${to}`,
    resetPassword: (name: string): string => `Gave ${name} another password`,
    signedOut: (name: string): string => `Signed ${name} out everywhere`,
    invited: (name: string, role: string): string => `Invited ${name} (${role})`,
    accepted: (name: string, role: string): string => `${name} accepted the invitation (${role})`,
    madeResetLink: (name: string): string => `Made a link by which ${name} gets another password`,
    recovered: (name: string): string =>
      `Made a link by which ${name} gets another password, for whoever has the dashboard's secrets`,
    recovery: 'a link into an administrator’s account without proof',
    choseByLink: (name: string): string => `${name} chose another password by a link`,
    secondFactor: 'codes at sign-in for their own account',
    secondFactorOn: 'Is asked for a code at sign-in from now on',
    secondFactorOff: 'Is asked for no code at sign-in any more',
    secondFactorOffFor: (name: string): string => `Asks ${name} for no code at sign-in any more`,
    ownPassword: 'another password of their own',
    choseOwn: 'Chose another password, and signed out everywhere else',
    signedOutOthers: 'Signed out everywhere else',
    withdrawn: {
      invitation: (name: string): string => `Withdrew the invitation of ${name}`,
      reset: (name: string): string => `Withdrew the link by which ${name} gets another password`,
    },
    /** What was refused, in `access.refused`. */
    refusedLink: {
      invitation: (name: string): string => `the invitation of ${name}`,
      reset: (name: string): string => `the link by which ${name} gets another password`,
    },
    unknownLink: 'a link into an account',
  },
  trail: {
    forgot: 'Deleted the oldest rows of the audit trail by the retention rule',
    downloaded: 'Downloaded the audit trail',
    pseudonyms: 'Put a pseudonym into rows of the audit trail',
  },
  content: { uploaded: (file: string): string => `Uploaded ${file}` },
  snapshots: {
    deleted: (name: string): string => `Deleted a snapshot of ${name}`,
    reclaimed: (count: number): string =>
      `Deleted ${String(count)} snapshots by the retention rule`,
    gaveWay: (count: number, name: string): string =>
      `Deleted ${String(count)} old snapshots to make room for one of ${name}`,
    downloaded: (name: string): string => `Downloaded a snapshot of ${name}`,
    uploaded: (name: string): string => `Uploaded a snapshot of ${name}`,
    retention: (count: number, days: number): string =>
      `Keeps ${String(count)} snapshots of each deployment for ${String(days)} days`,
  },
  simulation: {
    cleared: 'Cleared the simulation',
    letLeave: 'Let somebody leave',
    letIn: (name: string, heard: string): string => `Let ${name} walk in${heard}`,
    letStrangerIn: (heard: string): string => `Let a stranger walk in${heard}`,
  },
} as const;
