/** Why a device does not calibrate. */
export const calibrationFailures = {
  notRunning: 'main-controller does not run on the device now; start it, and begin again',
  tooOld: 'this release of main-controller cannot be calibrated; deploy a newer one',
  silent: 'main-controller does not answer; try again in a moment',
  refused: (why: string): string => `main-controller refuses: ${why}`,
} as const;
