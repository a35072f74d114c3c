import type { Role } from './roles.ts';

/** How somebody can stand to something: its organiser, a guest of it, who brought it, themselves. */
export type Relation = 'organiser' | 'guest' | 'uploader';

export interface Permission {
  /** The least role. */
  role: Role;
  /**
   * What it is about. `site`: something of one site, for those of that site and of every site.
   * `shared`: what all sites have in common, whoever asks. `installation`: what is common too, but
   * only for those who are of every site.
   */
  of: 'site' | 'shared' | 'installation';
  /** One of these besides, for all but administrators. */
  relation?: readonly Relation[];
}

const site = (role: Role) => ({ role, of: 'site' }) as const;
const shared = (role: Role) => ({ role, of: 'shared' }) as const;
const installation = (role: Role) => ({ role, of: 'installation' }) as const;

/** Everything that somebody can do, and who may. What is not here cannot be asked for. */
export const policy = {
  'me.read': shared('viewer'),
  'me.edit': shared('viewer'),
  'site.list': shared('viewer'),
  'site.read': site('viewer'),
  'site.watch': site('viewer'),
  'settings.read': site('admin'),
  'settings.edit': site('admin'),
  'plan.edit': site('admin'),

  'meeting.read': site('viewer'),
  'meeting.readContent': { ...site('viewer'), relation: ['organiser', 'guest'] },
  'meeting.readAttendance': site('viewer'),
  'meeting.create': site('organiser'),
  'meeting.edit': { ...site('organiser'), relation: ['organiser'] },
  'content.upload': shared('organiser'),
  'content.read': { ...site('viewer'), relation: ['uploader', 'organiser', 'guest'] },

  'person.read': site('viewer'),
  'person.seeKeys': site('admin'),
  'person.edit': site('admin'),
  'movement.read': site('viewer'),

  'device.read': site('viewer'),
  'device.add': site('admin'),
  'device.edit': site('admin'),
  'device.revoke': site('admin'),
  'device.startOver': site('admin'),
  'device.drill': site('admin'),
  'device.pairScreen': site('admin'),

  'deployment.read': site('viewer'),
  'deployment.readLog': site('admin'),
  'deployment.change': site('admin'),
  'run.read': site('viewer'),
  'run.cancel': site('admin'),
  'calibration.read': site('viewer'),
  'calibration.teach': site('admin'),
  'simulation.run': site('admin'),

  'snapshot.read': site('viewer'),
  'snapshot.download': site('admin'),
  'snapshot.upload': site('admin'),
  'snapshot.restore': site('admin'),
  'snapshot.remove': site('admin'),

  'nanoservice.read': shared('viewer'),
  'nanoservice.create': installation('admin'),
  'release.sign': installation('admin'),
  'image.upload': installation('admin'),
  'registry.edit': installation('admin'),

  'siteKeys.change': site('admin'),
  'storage.read': site('admin'),
  'account.list': shared('admin'),
  'account.edit': site('admin'),
  'audit.read': site('admin'),
  'audit.verify': installation('admin'),
} as const satisfies Record<string, Permission>;

export type Action = keyof typeof policy;

/** The actions that are about something of a site, which has to be named. */
export type SiteAction = {
  [A in Action]: (typeof policy)[A]['of'] extends 'site' ? A : never;
}[Action];
