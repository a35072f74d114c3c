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
import type { Me } from '@/browser/site/site.tsx';

export interface NavItem {
  href: string;
  label: string;
  short: string;
  icon: LucideIcon;
  /** Looked at now and then: a phone's bar leaves it to the search. */
  seldom?: boolean;
}

const forAll: readonly NavItem[] = [
  { href: '/live', ...placeWords.live, icon: Radio },
  { href: '/meetings', ...placeWords.meetings, icon: CalendarDays },
];

const machinery: readonly NavItem[] = [
  { href: '/people', ...placeWords.people, icon: Users },
  { href: '/devices', ...placeWords.devices, icon: Cpu },
  { href: '/nanoservices', ...placeWords.nanoservices, icon: Boxes },
  { href: '/snapshots', ...placeWords.snapshots, icon: Archive },
  { href: '/activity', ...placeWords.activity, icon: Activity },
  { href: '/storage', ...placeWords.storage, icon: HardDrive, seldom: true },
  { href: '/settings', ...placeWords.settings, icon: Settings, seldom: true },
];

/** The pages that a role sees; organisers and viewers see nothing of the machinery. */
export const placesFor = (role: Me['role']): readonly NavItem[] =>
  role === 'admin' ? [...forAll, ...machinery] : forAll;

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

/** Whether a role may look at an address: that of a place of theirs, or of their own account. */
export const mayLookAt = (path: string, role: Me['role']): boolean =>
  ['/account', ...placesFor(role).map(({ href }) => href)].some((href) => isAt(path, href));
