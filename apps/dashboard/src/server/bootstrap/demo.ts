import { ownZone } from '@nanoedge/base';
import { BootstrapDocument, type BootstrapRelease } from './document.ts';
import { demoPlan } from './demo/plan.ts';
import { demoServices } from './demo/services.ts';

export interface DemoOptions {
  releases: BootstrapRelease[];
  users: { admin: { email: string; password: string }; alice: { email: string; password: string } };
  /**
   * By short device name (entrance, corridor, room, closet); a device that enrolled before needs
   * none.
   */
  joinKeys: Partial<Record<string, string>>;
  /**
   * Ends the ids of devices and deployments (`entrance-<suffix>`), so that two installations can
   * share one engine.
   */
  suffix?: string;
}

const demoPeople = [
  {
    id: 'alice',
    name: 'Alice Martin',
    initials: 'AM',
    colour: '#0072b2',
    keys: ['c0:ff:ee:00:00:01'],
  },
  { id: 'bob', name: 'Bob Okafor', initials: 'BO', colour: '#d55e00', keys: ['c0:ff:ee:00:00:02'] },
  {
    id: 'carl',
    name: 'Carl Jensen',
    initials: 'CJ',
    colour: '#009e73',
    keys: ['c0:ff:ee:00:00:03'],
  },
  {
    id: 'david',
    name: 'David Rossi',
    initials: 'DR',
    colour: '#cc79a7',
    keys: ['c0:ff:ee:00:00:04'],
  },
  {
    id: 'erin',
    name: 'Erin Walsh',
    initials: 'EW',
    colour: '#e69f00',
    keys: ['c0:ff:ee:00:00:05'],
  },
];

/**
 * The demo site of the README, in the time zone of this machine: one building, four devices, eight deployments,
 * five people.
 */
export const demoDocument = (options: DemoOptions): BootstrapDocument => {
  const withSuffix = (name: string): string =>
    options.suffix === undefined ? name : `${name}-${options.suffix}`;
  const device = (
    name: string,
    looks: { title: string; zone: string; things: { name: string; kind: string }[] },
  ) => ({
    id: withSuffix(name),
    name: looks.title,
    zone: looks.zone,
    labels: ['demo', 'simulated'],
    joinKey: options.joinKeys[name] ?? null,
    things: looks.things.map((thing) => ({ ...thing, zone: looks.zone, driver: 'simulated' })),
  });
  const motion = { name: 'motion', kind: 'motion' };
  const ble = { name: 'ble', kind: 'ble' };
  return BootstrapDocument.parse({
    version: 1,
    users: [
      { ...options.users.admin, name: 'Admin', role: 'admin' },
      { ...options.users.alice, name: 'Alice Martin', role: 'organiser', person: 'alice' },
    ],
    site: {
      id: 'demo',
      name: 'Demo building',
      timeZone: ownZone(),
      plan: demoPlan(withSuffix),
      rooms: [{ id: 'aurora', name: 'Aurora', zone: 'aurora', greeting: 'name' }],
    },
    devices: [
      device('entrance', { title: 'Entrance', zone: 'entrance', things: [motion, ble] }),
      device('corridor', {
        title: 'Corridor',
        zone: 'corridor',
        things: [{ name: 'lights', kind: 'lights' }],
      }),
      device('room', {
        title: 'Aurora',
        zone: 'aurora',
        things: [motion, ble, { name: 'screen', kind: 'screen' }],
      }),
      device('closet', { title: 'Server closet', zone: 'closet', things: [] }),
    ],
    people: demoPeople,
    releases: options.releases,
    deployments: demoServices.map((service) => ({
      ...service,
      id: withSuffix(service.name),
      device: withSuffix(service.device),
    })),
  });
};
