import {
  Activity,
  Archive,
  Boxes,
  CalendarDays,
  Cpu,
  type LucideIcon,
  Radio,
  Users,
} from 'lucide-react';
import type { Me } from '@/browser/site/site.tsx';

export interface Place {
  href: string;
  label: string;
  short: string;
  icon: LucideIcon;
}

const forAll: readonly Place[] = [
  { href: '/live', label: 'Live', short: 'Live', icon: Radio },
  { href: '/meetings', label: 'Meetings', short: 'Meetings', icon: CalendarDays },
];

const machinery: readonly Place[] = [
  { href: '/people', label: 'People', short: 'People', icon: Users },
  { href: '/devices', label: 'Devices', short: 'Devices', icon: Cpu },
  { href: '/nanoservices', label: 'Nanoservices', short: 'Services', icon: Boxes },
  { href: '/snapshots', label: 'Snapshots', short: 'Snapshots', icon: Archive },
  { href: '/activity', label: 'Activity', short: 'Activity', icon: Activity },
];

/** The pages that a role sees; organisers and viewers see nothing of the machinery. */
export const placesFor = (role: Me['role']): readonly Place[] =>
  role === 'admin' ? [...forAll, ...machinery] : forAll;

/** Pages that belong to a place and have another address. */
const belongs: Readonly<Record<string, readonly string[]>> = {
  '/live': ['/arrivals'],
  '/nanoservices': ['/deployments', '/new-nanoservice'],
};

/**
 * Whether an address belongs to a place; arrivals are part of Live, deployments of Nanoservices.
 */
export const isAt = (path: string, href: string): boolean =>
  [href, ...(belongs[href] ?? [])].some((start) => path === start || path.startsWith(`${start}/`));
