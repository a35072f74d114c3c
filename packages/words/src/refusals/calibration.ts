import type { RefusalWords } from './refusal-words.ts';

const again = 'Begin the calibration again; the lesson in use has not changed.';

/** Why a main-controller is not calibrated. */
export const calibrationRefusals = {
  seconds: 'A zone is taught for 5 to 600 seconds',
  otherNanoservice: (name: string): RefusalWords => ({
    message: `${name} does not place people, so it cannot be calibrated.`,
    remedy: 'Choose a deployment of main-controller.',
  }),
  offline: (device: string): RefusalWords => ({
    message: `${device} is not connected, so its main-controller cannot be asked.`,
    remedy: 'Wait until it is back.',
  }),
  unanswered: (device: string): RefusalWords => ({
    message: `${device} gave no answer.`,
    remedy: 'Update its agent if it is older than the dashboard, and try again.',
  }),
  refused: (device: string, why: string): RefusalWords => ({ message: `${device}: ${why}.` }),
  noSuchZone: (zone: string, zones: readonly string[]): RefusalWords => ({
    message: `The main-controller knows no zone “${zone}”.`,
    remedy: `Choose one of ${zones.join(', ')}.`,
  }),
  unknownKey: {
    message: 'This key belongs to nobody here.',
    remedy: 'Choose a key of somebody on the page People.',
  },
  goesOn: {
    message: 'Somebody else is calibrating now.',
    remedy: 'Wait until they are through, or ask them to cancel.',
  },
  forgotten: { message: 'The main-controller has started anew or forgotten it.', remedy: again },
  stillTeaching: {
    message: 'A zone is being taught.',
    remedy: 'Wait for its end, or cancel.',
  },
  nothingHeard: {
    message: 'No scanner heard the key in any zone.',
    remedy: 'Look whether the key sends and the scanners answer, then teach a zone again.',
  },
  nothingToUndo: { message: 'There is no calibration to undo.' },
} as const;
