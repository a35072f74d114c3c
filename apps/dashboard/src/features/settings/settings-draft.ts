import type { MergeRules } from '@nanoedge/base';
import { settingsWords } from '@nanoedge/words';
import type { Outputs } from '@/browser/api/trpc.ts';

export type StoredSettings = Outputs['site']['settings'];
type Greeting = 'name' | 'initials';

/** What can be set, as the server takes it: null is the zone of the installation. */
export interface SettingsInput {
  name: string;
  timeZone: string | null;
  rooms: Record<string, { name: string; greeting: Greeting }>;
  zones: Record<string, string>;
}

/** The settings as the form holds them; the zone is empty where it is that of the installation. */
export interface SettingsDraft {
  name: string;
  timeZone: string;
  rooms: { id: string; name: string; greeting: Greeting }[];
  zones: { id: string; name: string }[];
}

/** As the server brings two versions together. */
export const mergeRules: MergeRules<SettingsInput> = {
  name: 'value',
  timeZone: 'value',
  rooms: 'record',
  zones: 'record',
};

const byId = <T extends { id: string }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Without what is only read. */
export const settingsInputOf = ({
  name,
  timeZone,
  rooms,
  zones,
}: SettingsInput): SettingsInput => ({
  name,
  timeZone,
  rooms,
  zones,
});

export const settingsDraftOf = ({
  name,
  timeZone,
  rooms,
  zones,
}: SettingsInput): SettingsDraft => ({
  name,
  timeZone: timeZone ?? '',
  rooms: byId(Object.entries(rooms).map(([id, room]) => ({ id, ...room }))),
  zones: byId(Object.entries(zones).map(([id, zone]) => ({ id, name: zone }))),
});

export const savedSettings = ({ name, timeZone, rooms, zones }: SettingsDraft): SettingsInput => ({
  name: name.trim(),
  timeZone: timeZone === '' ? null : timeZone,
  rooms: Object.fromEntries(
    rooms.map(({ id, name: room, greeting }) => [id, { name: room.trim(), greeting }]),
  ),
  zones: Object.fromEntries(zones.map(({ id, name: zone }) => [id, zone.trim()])),
});

/** Where a setting stands in the form. */
export type SettingsPlace =
  | 'name'
  | 'timeZone'
  | `rooms.${number}.name`
  | `rooms.${number}.greeting`
  | `zones.${number}.name`;

/** A setting by the path that server and merge call it by, its place in the form and its name. */
export interface Setting {
  path: string;
  place: SettingsPlace;
  label: string;
  textOf: (settings: SettingsInput) => string;
}

/** Every setting there is; ids may have dots, so that paths are compared and never cut. */
export const settingsOfDraft = (draft: SettingsDraft, ofInstallation: string): Setting[] => [
  {
    path: 'name',
    place: 'name',
    label: settingsWords.name,
    textOf: ({ name }) => name,
  },
  {
    path: 'timeZone',
    place: 'timeZone',
    label: settingsWords.timeZone,
    textOf: ({ timeZone }) => timeZone ?? settingsWords.ofInstallation(ofInstallation),
  },
  ...draft.rooms.flatMap(({ id, name }, index): Setting[] => [
    {
      path: `rooms.${id}.name`,
      place: `rooms.${index}.name`,
      label: settingsWords.room(name),
      textOf: ({ rooms }) => rooms[id]?.name ?? '',
    },
    {
      path: `rooms.${id}.greeting`,
      place: `rooms.${index}.greeting`,
      label: settingsWords.greeting(name),
      textOf: ({ rooms }) => settingsWords.greetings[rooms[id]?.greeting ?? 'name'],
    },
  ]),
  ...draft.zones.map(
    ({ id, name }, index): Setting => ({
      path: `zones.${id}`,
      place: `zones.${index}.name`,
      label: settingsWords.zone(name),
      textOf: ({ zones }) => zones[id] ?? '',
    }),
  ),
];

/** Of one side of a clash, what the form holds at a setting's place. */
export const heldOf = ({ path, textOf }: Setting, side: SettingsInput): string => {
  if (path === 'timeZone') return side.timeZone ?? '';
  const room = Object.entries(side.rooms).find(([id]) => path === `rooms.${id}.greeting`);
  return room === undefined ? textOf(side) : room[1].greeting;
};
