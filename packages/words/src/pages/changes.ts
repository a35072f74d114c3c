import { inList } from '../lists.ts';
import { plural } from '../numbers.ts';

/** What the dialog says that adds a nanoservice to devices. */
export const addDialogWords = {
  title: (nanoservice: string): string => `Add ${nanoservice}`,
  description: 'It is called running only after it has answered over CoAP and stayed healthy.',
  unread: 'The releases could not be read',
  noRelease: 'It has no release yet',
  whatReleaseIs: 'A release is an image with a config schema and limits.',
  createRelease: 'Create a release',
  name: 'Name',
  nameHint: 'optional; otherwise the nanoservice’s name, numbered where it is taken',
  port: 'UDP port',
  portHint: 'optional; otherwise the next free one',
  nextFree: 'next free',
  portProblem: 'A port is a whole number from 1024 to 65535',
  noDevice: 'Choose at least one device',
  noPreflight: (problem: string): string => `The pre-flight could not be made: ${problem}`,
  incomplete: 'The config is not complete.',
  leave: 'Leave it',
  add: (devices: number): string => (devices > 1 ? `Add to ${plural(devices, 'device')}` : 'Add'),
} as const;

/** What the field says that asks for the devices to add to. */
export const placementWords = {
  where: 'Where',
  by: 'Choose devices by',
  kinds: { devices: 'Devices', label: 'Label' },
  label: 'Label',
  noLabels: 'No device has a label',
  devices: 'Devices',
  noDevices: 'No device carries this label.',
  proposal: (name: string, port: number | null): string =>
    port === null ? `as ${name}` : `as ${name}, port ${String(port)}`,
} as const;

/** What the field says that asks which release it shall be. */
export const releaseSelectWords = {
  label: 'Release',
  option: (version: string, size: string, architecture: string): string =>
    `${version} · ${size} · ${architecture}`,
  runsNow: (release: string): string => `${release} (runs now)`,
  older: (newest: string): string =>
    [
      `older than ${newest}: the device takes it because you ask for it, this once,`,
      'and it is in the audit trail',
    ].join(' '),
} as const;

/** What the field says that asks for the nanoservices to call. */
export const peersWords = {
  summary: (peers: readonly string[]): string =>
    `Peers: ${peers.length === 0 ? 'calls none' : inList(peers)}`,
  label: 'Peers that it calls',
} as const;

/** What the dialog says that brings another release or config. */
export const changeDialogWords = {
  title: {
    release: (name: string, device: string): string => `Change the release of ${name} on ${device}`,
    config: (name: string, device: string): string => `Change the config of ${name} on ${device}`,
  },
  description: 'If it does not answer and stay healthy, what runs now is brought back.',
  nothing: 'Nothing is changed yet.',
  change: { release: 'Change release', config: 'Change config' },
} as const;

/** What the dialogs say that remove a deployment, with its snapshot or without one. */
export const removeDialogWords = {
  title: (name: string, device: string): string => `Remove ${name} from ${device}?`,
  action: 'Remove',
  keeps: (version: string): string =>
    `A snapshot of its volume data, config and release (${version}) is taken and stored first.`,
  sockets: 'Sockets are not in it: a service makes them anew.',
  /** `reason` as the device said it, with the names. */
  wasRefused: (reason: string): string => `The last time: ${reason}.`,
  leaveOut: 'Remove it all the same, and lose what is named here',
  calledBy: (callers: readonly string[]): string =>
    `${inList(callers)} ${callers.length === 1 ? 'calls' : 'call'} it.`,
  withoutSnapshot: {
    title: (name: string, device: string): string =>
      `Terminate ${name} on ${device} without a snapshot?`,
    action: 'Terminate without snapshot',
    loses:
      'Its container and the data in its volumes are gone at once, ' +
      'and nothing can bring them back. The activity log keeps who did it.',
  },
} as const;

interface Everything {
  count: number | undefined;
  /** Null: on every device of the site. */
  device: string | null;
  site: string;
}

/** What the dialog says that terminates everything on a device or the site. */
export const terminateDialogWords = {
  title: ({ count, device, site }: Everything): string => {
    const what = count === undefined ? 'nanoservices' : plural(count, 'nanoservice');
    return `Terminate all ${what} ${device === null ? `of ${site}` : `on ${device}`}?`;
  },
  action: 'Terminate all',
  keeps:
    'Of each, a snapshot of its volume data, config and release is taken and stored first. ' +
    'Each can be brought back with Undo.',
  without: 'Without snapshots',
  actionWithout: 'Terminate all without snapshots',
  loses:
    'Containers and the data in their volumes are gone at once, and nothing can bring them back.',
} as const;
