import { inList } from '../lists.ts';
import type { RefusalWords } from './refusal-words.ts';

/** What is wrong with a plan always has a remedy. */
type FindingWords = Required<RefusalWords>;

const said = (message: string, remedy: string): FindingWords => ({ message, remedy });

const unknownZone = (what: string, zone: string): FindingWords =>
  said(`${what} is in a zone “${zone}” that is not on the plan.`, 'Choose one of the zones.');

const doubled = (what: string, id: string): FindingWords =>
  said(`Two ${what} have the id “${id}”.`, 'Give one of them another id.');

/** What is wrong with a floor plan, and what to do about it. Names are those that people gave. */
export const planFindings = {
  sameFloorId: (id: string) => doubled('floors', id),
  sameFloorName: (name: string) =>
    said(`Two floors are called “${name}”.`, 'Choose names that tell them apart.'),
  sameZoneId: (id: string) => doubled('zones', id),
  sameZoneName: (name: string) =>
    said(`Two zones are called “${name}”.`, 'Choose names that tell them apart.'),
  unknownFloor: (zone: string, floor: string) =>
    said(`${zone} is on a floor “${floor}” that is not there.`, 'Choose one of the floors.'),
  fewCorners: (zone: string) =>
    said(`${zone} has fewer than three corners.`, 'Draw its outline again.'),
  crossesItself: (zone: string) =>
    said(`The outline of ${zone} crosses itself.`, 'Move its corners, or draw it again.'),
  outside: (zone: string, floor: string) =>
    said(`${zone} goes beyond the edge of ${floor}.`, 'Move it inwards, or make the floor larger.'),
  overlap: (zone: string, other: string, squareMetres: string) =>
    said(
      `${zone} and ${other} overlap by ${squareMetres} m².`,
      'Move one of them: where zones overlap, nobody knows in which of them somebody is.',
    ),
  roomTwice: (room: string, zone: string, other: string) =>
    said(
      `The room ${room} is both in ${zone} and in ${other}.`,
      'Leave it to one of the two zones.',
    ),
  unknownRoom: (zone: string, room: string) =>
    said(`${zone} is a room “${room}” that is not there.`, 'Choose one of the rooms.'),
  roomWithoutZone: (room: string) =>
    said(`The room ${room} has no zone on the plan.`, 'Draw a zone for it, or remove the room.'),
  sameDoorId: (id: string) => doubled('doors', id),
  doorToNowhere: (door: string, zone: string) =>
    said(
      `${door} leads to a zone “${zone}” that is not on the plan.`,
      'Choose the two zones that it joins.',
    ),
  doorToItself: (door: string, zone: string) =>
    said(`${door} leads from ${zone} into itself.`, 'Choose the two zones that it joins.'),
  doorOffBorder: (door: string, zone: string) =>
    said(`${door} is not on the border of ${zone}.`, 'Move it to where its two zones meet.'),
  doorBetweenFloors: (door: string) =>
    said(`${door} joins two floors.`, 'Make it stairs or a lift.'),
  stairsOnOneFloor: (door: string) =>
    said(
      `${door} begins and ends on one floor.`,
      'Make it a door, or choose a zone of another floor.',
    ),
  stairsWithoutEnd: (door: string, zone: string) =>
    said(`Where ${door} arrives in ${zone} is not said.`, 'Place its other end.'),
  stairsOutside: (door: string, zone: string) =>
    said(`${door} is outside ${zone}.`, 'Move its end into the zone.'),
  sameWaypointId: (id: string) => doubled('guidance lights', id),
  waypointNowhere: (id: string, zone: string) => unknownZone(`The guidance light ${id}`, zone),
  waypointOutside: (id: string, zone: string) =>
    said(`The guidance light ${id} is outside its zone ${zone}.`, 'Move it into the zone.'),
  thingNowhere: (thing: string, zone: string) => unknownZone(thing, zone),
  thingOutside: (thing: string, zone: string) =>
    said(
      `${thing} is outside its zone ${zone}.`,
      'Move it into the zone, or give it the zone where it is.',
    ),
  deviceNowhere: (device: string) => said(`${device} is in no zone.`, 'Move it to where it hangs.'),
  deviceOutside: (device: string, zone: string) =>
    said(
      `${device} is outside its zone ${zone}.`,
      'Move it into the zone, or give it the zone where it is.',
    ),
  routeToNowhere: (zone: string) =>
    said(
      `A route leads to a zone “${zone}” that is not on the plan.`,
      'Take the route away, or name a zone of the plan.',
    ),
  noEntrance: () =>
    said('No zone is an entrance.', 'Make the zone where people come in an entrance.'),
  unreachable: (zone: string) =>
    said(
      `No way leads from an entrance to ${zone}.`,
      'Add a door between it and a zone that can be reached.',
    ),
} as const satisfies Record<string, (...words: never[]) => FindingWords>;

/** How findings call what has no name of its own. */
export const planObjects = {
  onlyFloor: 'Ground floor',
  door: (kind: 'door' | 'stairs' | 'lift', zones: readonly [string, string]): string =>
    `${{ door: 'The door', stairs: 'The stairs', lift: 'The lift' }[kind]} between ${zones[0]} and ${zones[1]}`,
  thing: (word: string, device: string): string => `${word} of ${device}`,
} as const;

/** Why a floor plan is not saved as it was drawn. */
export const planRefusals = {
  zoneInUse: (zone: string, devices: readonly string[]): RefusalWords => ({
    message: `${zone} cannot be removed: it has ${inList(devices)}.`,
    remedy: 'Give them another zone first, each on its page under Devices.',
  }),
  roomHasMeetings: (room: string, meetings: readonly string[]): RefusalWords => ({
    message: `${room} cannot be removed: it has meetings to come, ${inList(meetings)}.`,
    remedy: 'Move them to another room first, or remove them.',
  }),
  roomHasPast: (room: string): RefusalWords => ({
    message: `${room} cannot be removed: meetings were held there.`,
    remedy: 'Leave the room, or give it another zone; its history needs it.',
  }),
  roomElsewhere: (room: string): RefusalWords => ({
    message: `Another site has a room with the id “${room}”.`,
    remedy: 'Choose another id for the new room.',
  }),
  longText: (most: number): string => `At most ${String(most)} characters`,
  capacity: 'A room seats a whole number of people, 1 to 10000',
} as const;
