import { type FloorPlan, parse, RecordedRadio, WalkCommand, type ZoneId } from '@nanoedge/protocol';
import recording from './recorded-walk.json' with { type: 'json' };

/**
 * Whose place on the plan each scanner of the flat takes: the run begins in the living room, goes
 * through the hall and stays in the bedroom. The flat's other scanners are those of other zones.
 */
const heardAt = { entrance: 's1', corridor: 's3', room: 's2' } as const;
const others = ['s5', 's6', 's4'] as const;

/** At which steps the robot went into the hall and into the bedroom, and from where it stayed. */
const hallFrom = 32;
const bedroomFrom = 98;
const staysFrom = 130;

const msAt = (step: number): number => step * recording.everyMs;

/** The legs of the recorded run on this plan, and how each zone's scanner heard it. */
export const recordedWalk = (
  plan: FloorPlan,
  room: ZoneId,
): { legs: WalkCommand['legs']; radio: RecordedRadio } => {
  const zoneOf = (kind: 'entrance' | 'corridor'): ZoneId | undefined =>
    plan.zones.find((zone) => zone.kind === kind)?.id;
  const [entrance, corridor] = [zoneOf('entrance'), zoneOf('corridor')];
  const way = [
    { zone: entrance, scanner: heardAt.entrance, from: 0 },
    { zone: corridor, scanner: heardAt.corridor, from: hallFrom },
    { zone: room, scanner: heardAt.room, from: bedroomFrom },
  ].flatMap(({ zone, ...stay }) => (zone === undefined ? [] : [{ zone, ...stay }]));
  const elsewhere = plan.zones.filter(({ id }) => way.every(({ zone }) => zone !== id));
  const scanners = [
    ...way.map(({ zone, scanner }) => ({ zone, scanner })),
    ...others.flatMap((scanner, at) => {
      const zone = elsewhere[at]?.id;
      return zone === undefined ? [] : [{ zone, scanner }];
    }),
  ].map(({ zone, scanner }) => ({ zone, levels: recording.levels[scanner] }));
  const { trace, everyMs } = recording;
  return {
    legs: parse(
      WalkCommand.shape.legs,
      way.map(({ zone, from }, at) => {
        const next = way[at + 1];
        return { zone, fromMs: msAt(from), untilMs: next === undefined ? null : msAt(next.from) };
      }),
      'legs',
    ),
    radio: parse(
      RecordedRadio,
      { kind: 'recorded', trace, everyMs, again: staysFrom, scanners },
      'radio',
    ),
  };
};
