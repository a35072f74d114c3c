import { placeWords } from '@nanoedge/words';
import {
  Activity,
  Archive,
  Boxes,
  CalendarDays,
  Cpu,
  HardDrive,
  type LucideIcon,
  Radio,
  Settings,
  Users,
} from 'lucide-react';
import type { May } from '@/browser/site/site.tsx';
import type { Action } from '@/policy/table.ts';

export interface NavItem {
  href: string;
  label: string;
  short: string;
  icon: LucideIcon;
  /** What somebody who looks there may do at least. */
  needs: Action;
  /** Looked at now and then: a phone's bar leaves it to the search. */
  seldom?: boolean;
}

const places: readonly NavItem[] = [
  { href: '/live', ...placeWords.live, icon: Radio, needs: 'site.watch' },
  { href: '/meetings', ...placeWords.meetings, icon: CalendarDays, needs: 'meeting.read' },
  // The machinery, of which organisers and viewers see nothing
  { href: '/people', ...placeWords.people, icon: Users, needs: 'person.edit' },
  { href: '/devices', ...placeWords.devices, icon: Cpu, needs: 'device.add' },
  { href: '/nanoservices', ...placeWords.nanoservices, icon: Boxes, needs: 'deployment.change' },
  { href: '/snapshots', ...placeWords.snapshots, icon: Archive, needs: 'snapshot.restore' },
  { href: '/activity', ...placeWords.activity, icon: Activity, needs: 'audit.read' },
  { href: '/storage', ...placeWords.storage, icon: HardDrive, needs: 'storage.read', seldom: true },
  {
    href: '/settings',
    ...placeWords.settings,
    icon: Settings,
    needs: 'settings.read',
    seldom: true,
  },
];

/** The pages for somebody who may do this. */
export const placesFor = (may: May): readonly NavItem[] => places.filter(({ needs }) => may(needs));

/** Pages that belong to a place and have another address. */
const belongs: Readonly<Record<string, readonly string[]>> = {
  '/live': ['/arrivals'],
  '/nanoservices': ['/deployments', '/new-nanoservice', '/registries'],
};

/**
 * Whether an address belongs to a place; arrivals are part of Live, deployments of Nanoservices.
 */
export const isAt = (path: string, href: string): boolean =>
  [href, ...(belongs[href] ?? [])].some((start) => path === start || path.startsWith(`${start}/`));

/** Pages of no place, in the menu of whoever is signed in. */
const elsewhere: Readonly<Record<string, Action>> = { '/account': 'me.edit' };

/** Pages that need more than the place that they belong to. */
const needMore: Readonly<Record<string, Action>> = {
  '/new-nanoservice': 'nanoservice.create',
  '/registries': 'registry.edit',
};

/** Whether an address is for somebody who may do this. */
export const mayLookAt = (path: string, may: May): boolean =>
  (placesFor(may).some(({ href }) => isAt(path, href)) ||
    Object.entries(elsewhere).some(([href, needs]) => isAt(path, href) && may(needs))) &&
  Object.entries(needMore).every(([href, needs]) => !isAt(path, href) || may(needs));
