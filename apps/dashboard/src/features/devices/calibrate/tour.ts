import type { Inputs, Outputs } from '@/browser/api/trpc.ts';

export type CalibrationDetail = Outputs['calibration']['get'];
export type CalibrationNow = Outputs['calibration']['progress'];
type NamedZone = CalibrationDetail['zones'][number];

/** One calibration as it was chosen: which key goes through which zones, for how long in each. */
export interface Tour {
  id: string;
  key: Inputs['calibration']['teach']['key'];
  /** In each zone (s). */
  seconds: number;
  /** In the order in which they are gone through; none only where others are taught. */
  zones: readonly NamedZone[];
  simulated: boolean;
  /** Zones that were taught already when somebody went on with it. */
  taught: readonly NamedZone[];
}

/** A calibration that somebody left, and its zones that are taught. */
export type LeftTour = Pick<Tour, 'id' | 'key' | 'taught'>;

/** Where the guide is; what the main-controller has heard so far it says itself. */
export type Guide =
  | { at: 'choosing'; before: Tour | null; left: LeftTour | null }
  | { at: 'standing' | 'teaching'; tour: Tour; index: number }
  | { at: 'end'; tour: Tour };

/** A scanner by its name, and how many reports of the key it has made. */
export interface Heard {
  name: string;
  reports: number;
}

/** What is to be seen of a guide. */
export type Stage =
  | { kind: 'choosing'; before: Tour | null; left: LeftTour | null }
  | { kind: 'standing'; tour: Tour; index: number }
  | { kind: 'teaching'; tour: Tour; index: number; leftMs: number; heard: readonly Heard[] }
  | { kind: 'taught'; tour: Tour; index: number; heard: readonly Heard[] }
  | { kind: 'lost'; tour: Tour }
  | { kind: 'end'; tour: Tour; outcomes: readonly Outcome[] };

/** What became of a zone; `heard` null: it was skipped. */
export interface Outcome {
  name: string;
  heard: readonly Heard[] | null;
}

/** An id of one's own for a calibration; pages over plain HTTP have no `randomUUID`. */
export const newCalibrationId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-4${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
};

const heardIn = (
  { scanners }: CalibrationDetail,
  progress: CalibrationNow,
  zone: string,
): readonly Heard[] | null => {
  const found = progress?.zones.find((each) => each.zone === zone);
  if (found === undefined) return null;
  return found.heard
    .map(({ scanner, reports }) => ({
      name: scanners.find((each) => each.zone === scanner)?.name ?? scanner,
      reports,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
};

/** Who heard it most often first; not while that still changes. */
const loudest = (heard: readonly Heard[]): Heard[] =>
  heard.toSorted((a, b) => b.reports - a.reports);

/** What was heard for its whole time: where somebody stands now is to be gone through again. */
export const taughtZones = (
  { zones }: Pick<CalibrationDetail, 'zones'>,
  { now, zones: begun }: NonNullable<CalibrationNow>,
): NamedZone[] =>
  zones.filter(
    ({ zone }) =>
      zone !== now?.zone && begun.some((each) => each.zone === zone && each.heard.length > 0),
  );

/** What is to be seen, by what the main-controller said last. */
export const stageOf = (
  calibration: CalibrationDetail,
  guide: Guide,
  progress: CalibrationNow,
): Stage => {
  if (guide.at === 'choosing') return { kind: 'choosing', before: guide.before, left: guide.left };
  const { tour } = guide;
  const own = progress?.id === tour.id ? progress : null;
  if (guide.at === 'standing') return { kind: 'standing', tour, index: guide.index };
  if (own === null) return { kind: 'lost', tour };
  if (guide.at === 'end') {
    const through = new Set([...tour.taught, ...tour.zones].map(({ zone }) => zone));
    const zones = calibration.zones.filter(({ zone }) => through.has(zone));
    const outcomes = zones.map(({ zone, name }) => {
      const heard = heardIn(calibration, own, zone);
      return { name, heard: heard === null ? null : loudest(heard) };
    });
    return { kind: 'end', tour, outcomes };
  }
  const { index } = guide;
  const heard = heardIn(calibration, own, tour.zones[index]?.zone ?? '') ?? [];
  return own.now === null
    ? { kind: 'taught', tour, index, heard: loudest(heard) }
    : { kind: 'teaching', tour, index, leftMs: own.now.leftMs, heard };
};

/** Where the guide begins with what was chosen. */
export const setOut = (tour: Tour): Guide =>
  tour.zones.length > 0 ? { at: 'standing', tour, index: 0 } : { at: 'end', tour };

/** Back to the zones, or to the choice of them where none were chosen. */
export const backToZones = (tour: Tour): Guide =>
  tour.zones.length > 0 ? setOut(tour) : { at: 'choosing', before: null, left: tour };

/** Where the guide goes after this zone. */
export const onward = (tour: Tour, index: number): Guide =>
  index + 1 < tour.zones.length ? { at: 'standing', tour, index: index + 1 } : { at: 'end', tour };
