/** What one scanner hears of a key at one spot of a zone. */
export interface Expectation {
  /** Mean and standard deviation of the strength where it is heard (dBm, dB). */
  mean: number;
  spread: number;
  /** The share of steps in which it is not heard. */
  silence: number;
}

/** What each scanner hears at one spot, in the floor's order. */
export type SpotExpectation = readonly Expectation[];

/** Of each zone the spots that are known of it, at least one. */
export type Expectations = readonly (readonly SpotExpectation[])[];
