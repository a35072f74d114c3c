import type { ModelledRadio, RecordedRadio, WalkRadio, ZoneId } from '@nanoedge/protocol';
import { meanLevel, officeRadio, type RadioModel } from './radio-model.ts';
import { normalOf, seedOf, seeded } from './seeded.ts';
import { metresBetween, onTheWay, type OnTheWay } from './way.ts';

/** One packet of a key: when it is sent (ms since the walk began), and its number. */
export interface SentPacket {
  ms: number;
  number: number;
  /** Which of the walker's keys; each hangs in another pocket. */
  key: number;
}

/** How long somebody who sits looks the same way. */
const turnsAfterMs = 10_000;

/** The scatter of a walk is drawn anew at every half metre, and old draws lose weight. */
const scatterStep = 0.5;
const scatterDraws = 16;

/** How often each key of a walk sends. */
export const sendsEveryMs = (radio: WalkRadio): number =>
  radio.kind === 'recorded' ? radio.everyMs : 1000;

/**
 * The strength in whole dBm at which the scanner of a zone hears a packet, null: it does not. The
 * same walk, scanner and packet are heard alike by whoever asks.
 */
export const heardLevel = (radio: WalkRadio, zone: ZoneId, packet: SentPacket): number | null => {
  switch (radio.kind) {
    case 'modelled':
      return modelledLevel(radio, zone, packet);
    case 'recorded':
      return recordedLevel(radio, zone, packet);
  }
};

const recordedLevel = (
  { everyMs, again, scanners }: RecordedRadio,
  zone: ZoneId,
  { ms }: SentPacket,
): number | null => {
  const levels = scanners.find((each) => each.zone === zone)?.levels ?? [];
  const step = Math.floor(ms / everyMs);
  const repeats = Math.max(1, levels.length - again);
  const at = step < levels.length ? step : again + ((step - again) % repeats);
  const level = levels[at] ?? null;
  return level === null ? null : Math.round(level);
};

const modelledLevel = (
  { seed, scanners, way }: ModelledRadio,
  zone: ZoneId,
  packet: SentPacket,
): number | null => {
  const model = officeRadio;
  const scanner = scanners.find((each) => each.zone === zone);
  const walker = onTheWay(way, packet.ms);
  if (scanner === undefined || walker === null) return null;
  const ear = seedOf(seed, zone, packet.key);
  const random = seeded(seedOf(ear, packet.number));
  if (random() < model.lost) return null;
  const isSameZone = walker.zone === zone;
  const { sigma } = isSameZone ? model.sameZone : model.otherZone;
  const level =
    meanLevel(model, metresBetween(walker.at, scanner.at), isSameZone) +
    sigma * scatterAt(model, ear, walker.metres) -
    bodyLoss(model, walker, { at: scanner.at, seed, ms: packet.ms }) +
    model.fading * normalOf(seedOf(ear, 'fading', packet.number));
  return level < model.faintest ? null : Math.round(level);
};

/** Scatter at a spot of the walk: alike nearby, another some metres on; its variance is 1. */
const scatterAt = ({ decorrelation }: RadioModel, ear: number, metres: number): number => {
  const keeps = Math.exp(-scatterStep / decorrelation);
  const at = metres / scatterStep;
  const of = (step: number): number => {
    let sum = 0;
    for (let back = 0; back < scatterDraws; back += 1)
      sum += keeps ** back * normalOf(seedOf(ear, 'scatter', step - back));
    return sum * Math.sqrt(1 - keeps ** 2);
  };
  const step = Math.floor(at);
  return of(step) + (of(step + 1) - of(step)) * (at - step);
};

/** None straight ahead, all of it straight behind, in between by the cosine of the angle. */
const bodyLoss = (
  { body }: RadioModel,
  { at, heading }: OnTheWay,
  { at: scanner, seed, ms }: { at: readonly [number, number]; seed: number; ms: number },
): number => {
  const turn = seedOf(seed, 'turn', Math.floor(ms / turnsAfterMs));
  const looks = heading ?? 2 * Math.PI * seeded(turn)();
  const angle = Math.atan2(scanner[1] - at[1], scanner[0] - at[0]) - looks;
  return (body * (1 - Math.cos(angle))) / 2;
};
