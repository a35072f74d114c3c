import { epochMs } from '@nanoedge/base';
import type {
  Colour,
  EpochMs,
  Guidance,
  GuidanceCommand,
  JourneyId,
  Lamp,
  Waypoint,
} from '@nanoedge/protocol';
import type { UserGuidanceConfig } from './manifest.ts';

/** Okabe and Ito's palette without black: colours that people with any colour vision tell apart. */
export const palette = [
  '#e69f00',
  '#56b4e9',
  '#009e73',
  '#f0e442',
  '#0072b2',
  '#d55e00',
  '#cc79a7',
] as const;

/** `LightsState` takes at most this many lamps. */
const maximumLamps = 64;

/** Somebody who is being guided, until their lease ends. */
export interface Guided extends Guidance {
  until: EpochMs;
}

export type GuidedByJourney = ReadonlyMap<JourneyId, Guided>;

/** The way from one zone to another; null when there is none. */
export const routeOf = (
  config: UserGuidanceConfig,
  { from, to }: Pick<GuidanceCommand, 'from' | 'to'>,
): Waypoint[] | null =>
  config.routes.find((route) => route.from === from && route.to === to)?.waypoints ?? null;

/** Their own colour when nobody else follows it, else the first of the palette that is free. */
export const colourFor = (own: Colour, taken: ReadonlySet<string>): Colour => {
  if (!taken.has(own)) return own;
  return (palette.find((colour) => !taken.has(colour)) ?? own) as Colour;
};

/** Starts or renews one person's guidance. A renewal keeps colour and `since`. */
export const guide = (
  active: GuidedByJourney,
  journey: JourneyId,
  { command, route, now }: { command: GuidanceCommand; route: Waypoint[]; now: EpochMs },
): GuidedByJourney => {
  const known = active.get(journey);
  const others = [...active.values()].filter((other) => other.journey !== journey);
  const colour =
    known?.person.colour ??
    colourFor(command.person.colour, new Set(others.map((other) => other.person.colour)));
  const { key, from, to, leaseSeconds } = command;
  const until = epochMs(now + leaseSeconds * 1000);
  const guided: Guided = {
    journey,
    person: { ...command.person, colour },
    key,
    from,
    to,
    route,
    since: known?.since ?? now,
    until,
  };
  return new Map(active).set(journey, guided);
};

/** Everybody's lamps along their routes. */
export const lampsOf = (active: GuidedByJourney): Lamp[] =>
  [...active.values()]
    .flatMap(({ route, person }) =>
      route.map(({ id, arrow }) => ({
        waypoint: id,
        colour: person.colour,
        arrow,
        initials: person.initials,
      })),
    )
    .slice(0, maximumLamps);

/** Those whose lease ended by `now`. */
export const lapsed = (active: GuidedByJourney, now: EpochMs): Guided[] =>
  [...active.values()].filter(({ until }) => until <= now);

/** What everybody may read of a guidance: all but its lease. */
export const guidanceOf = ({ journey, person, key, from, to, route, since }: Guided): Guidance => ({
  journey,
  person,
  key,
  from,
  to,
  route,
  since,
});
