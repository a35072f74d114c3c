/** Loss over d metres at f GHz: 10 α log d + β + 10 γ log f, in dB, and how it scatters. */
interface Loss {
  alpha: number;
  beta: number;
  gamma: number;
  sigma: number;
}

/** What a building does to a key's packets. */
export interface RadioModel {
  gigahertz: number;
  /** What the key sends with (dBm). */
  sent: number;
  /** How much higher the scanner hangs than the key (m). */
  above: number;
  /** In the scanner's own zone, and in any other. */
  sameZone: Loss;
  otherZone: Loss;
  /** What the wall between two zones takes away besides (dB). */
  wall: number;
  /** Over how many metres of walking the scatter becomes another. */
  decorrelation: number;
  /** How far one packet differs from the next at the same spot (dB). */
  fading: number;
  /** What a body takes away straight behind it (dB). */
  body: number;
  /** The share of packets that collide, or come while the scanner changes its channel. */
  lost: number;
  /** What is weaker is not heard (dBm). */
  faintest: number;
}

/**
 * An office. Losses: ITU-R P.1238-11, table 2, office with and without line of sight. The scatter
 * follows the walker as Gudmundson's model of shadowing has it (Electronics Letters 27, 1991). The
 * body is that of our own figures on the recorded run; fading of the three advertising channels,
 * loss and sensitivity are assumptions, stated in docs/simulated-radio.md.
 */
export const officeRadio: RadioModel = {
  gigahertz: 2.44,
  sent: 0,
  above: 1.2,
  sameZone: { alpha: 1.46, beta: 34.62, gamma: 2.03, sigma: 3.76 },
  otherZone: { alpha: 2.46, beta: 29.53, gamma: 2.38, sigma: 5.04 },
  wall: 3.4,
  decorrelation: 2,
  fading: 3,
  body: 10,
  lost: 0.1,
  faintest: -95,
};

/** What comes through over so many metres, before it scatters (dBm). */
export const meanLevel = (model: RadioModel, metres: number, isSameZone: boolean): number => {
  const { alpha, beta, gamma } = isSameZone ? model.sameZone : model.otherZone;
  const distance = Math.max(1, Math.hypot(metres, model.above));
  const loss = 10 * alpha * Math.log10(distance) + beta + 10 * gamma * Math.log10(model.gigahertz);
  return model.sent - loss - (isSameZone ? 0 : model.wall);
};
