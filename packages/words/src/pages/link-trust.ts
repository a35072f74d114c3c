import type { LinkDistrust } from '@nanoedge/protocol';

/** Why a device did not believe who answered as its dashboard. */
export const linkDistrustWords: Readonly<Record<LinkDistrust, string>> = {
  'other-authority':
    'Something else answered at the dashboard’s address, with a certificate that is not the dashboard’s; it was told nothing',
  'other-dashboard':
    'Something else answered as the dashboard and could not prove itself; it was sent away',
  'broken-seal': 'Somebody between the device and the dashboard changed or repeated what was said',
  'revision-jump': 'The dashboard sent a desired state that is far too new; it was not followed',
  'revision-behind': 'The device holds a newer desired state than the dashboard has',
  'ack-beyond': 'The dashboard acknowledged events that the device never made',
};

/** What the page of a device says of its key, and of a device that does not follow. */
export const trustPanelWords = {
  title: 'Key and trust',
  what: 'The device proves itself with a key of its own, and believes only a dashboard with the key that its join token named.',
  fingerprint: 'Key fingerprint',
  none: 'It has no key',
  revoked: { before: 'Its key was revoked ', after: '; it hears nothing until it enrols again.' },
  duplicate: {
    before: 'Two computers use the key of this device: that was seen ',
    after:
      '. One of them is a copy, perhaps somebody else’s. Revoke the key, find the one that is not yours, and let the other enrol again.',
  },
  rejoin: 'Enrol again…',
  rejoinTitle: 'Enrol this device again',
  rejoinWhy:
    'For a new key, a new computer in its place, or a device that enrolled with an older release. It keeps its place, services and history; the key that it has stays good until the new one comes.',
  rejoinDo: 'Make a join token',
  revoke: 'Revoke key…',
  revokeTitle: 'Revoke the key of this device?',
  revokeWhy:
    'For a device that was lost or stolen. Its link ends at once and it gets nothing more. What runs on it goes on there with what it knows: change the keys of the services, too, under Settings.',
  revokeDo: 'Revoke key',
  revokeDone: 'The key is revoked.',
  objection: 'This device does not follow the dashboard',
  objectionNext: {
    'revision-behind':
      'Was the database restored from a copy? The device goes on with what it was told last. Let it start over, and what is known here replaces that.',
    'revision-jump':
      'The device goes on with what it was told last. If this dashboard is in order, let it start over.',
    'ack-beyond':
      'Was the device restored from a copy? It keeps its events and does not send them. Let it start over, and it counts on from what is known here.',
  },
  startOver: 'Start over…',
  startOverTitle: 'Let this device start over?',
  startOverWhy:
    'What the dashboard knows now replaces what the device was told before, also where that was newer. Services that are not known here are removed from it.',
  startOverDo: 'Start over',
  startOverDone: 'The device starts over.',
} as const;
