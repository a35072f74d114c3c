/**
 * The numbers behind a decision. They were chosen by cross-validation within one recording
 * (docs/accuracy.md says how); what they mean holds anywhere.
 */
export interface PlaceTuning {
  /** What is heard is taken together over this long, and decided upon at its end. */
  stepMs: number;
  /** Older strengths lose weight with this time constant; 0: only the newest step counts. */
  smoothMs: number;
  /** A key that a scanner has not heard for longer than this is silent there. */
  holdMs: number;
  /** A scanner is believed for this long after its last sign of life. */
  listenMs: number;
  /** The share of a step's evidence that is news; readings that follow each other are alike. */
  news: number;
  /** How far a key may for a moment be weaker or stronger as a whole than it is as a rule (dB). */
  keySpreadDb: number;
  /** How slowly it is learned what a key is as a rule, and which share of it is believed. */
  biasMs: number;
  biasShare: number;
  /** A strength further from what is expected than this many spreads says no more than that. */
  outlier: number;
  /** How long people stay in a zone; the shorter, the sooner a change is believed. */
  stayMs: number;
  /** In a second, the probability to be anywhere, for plans and radios err. */
  astray: number;
  /**
   * By how much in a second a zone may become likelier that has no door to the one where they are
   * said to be: for that may have been wrong. Only where motion sensors are.
   */
  aroundCorners: number;
  /** How sure a change must be, and for how long. */
  certain: number;
  dwellMs: number;
  /** What is weaker than this decides nothing before it was heard in `settleSteps` steps. */
  faintDbm: number;
  settleSteps: number;
  /**
   * Without a lesson: a key that only one scanner hears is in that scanner's zone when all others
   * were silent for this long, and for `comesMs` where somebody began to move meanwhile.
   */
  aloneMs: number;
  comesMs: number;
  /** Where content would be shown, other scanners get this long to contradict a first sighting. */
  patienceMs: number;
  /** A key that no scanner has heard for this long is nowhere. */
  absentMs: number;
  /** Keys that are followed at once. */
  keys: number;
}

const common = {
  stepMs: 500,
  smoothMs: 300,
  holdMs: 2000,
  listenMs: 3500,
  astray: 0.001,
  biasMs: 20_000,
  biasShare: 0.8,
  faintDbm: -80,
  settleSteps: 3,
  aloneMs: 3500,
  comesMs: 1500,
  patienceMs: 700,
  absentMs: 10_000,
  keys: 256,
} as const;

/** For strengths that are only guessed from the plan. */
export const uncalibratedTuning: PlaceTuning = {
  ...common,
  news: 0.3,
  keySpreadDb: 4,
  outlier: 3,
  stayMs: 20_000,
  aroundCorners: 1.05,
  certain: 0.7,
  dwellMs: 500,
};

/** For strengths that were learned in each zone. */
export const calibratedTuning: PlaceTuning = {
  ...common,
  stepMs: 300,
  holdMs: 1500,
  astray: 0.0003,
  news: 0.4,
  keySpreadDb: 1,
  biasMs: 10_000,
  biasShare: 0.9,
  outlier: 3,
  stayMs: 200_000,
  aroundCorners: 1.3,
  certain: 0.55,
  dwellMs: 0,
};
