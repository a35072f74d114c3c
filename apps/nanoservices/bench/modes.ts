import { expectedByPlan } from '../src/main-controller/place/by-plan.ts';
import { calibratedTuning, uncalibratedTuning } from '../src/main-controller/place/tuning.ts';
import { behindBody } from './body.ts';
import { halfMinutes, uncalibrated, validated } from './cross-validation.ts';
import { learnFrom, play } from './play.ts';
import { addScores, type Score, scoreOf } from './score.ts';
import { flat, flatScanners, flatTrace, type TraceRow } from './trace.ts';

/** What a body takes away straight behind it (dB); stated, not measured. */
export const bodyLossDb = 10;

/** Where in the lesson's recording the half minutes begin (0 to 1). */
export const lessonOffsets: readonly number[] = Array.from({ length: 11 }, (_one, at) => at / 10);

export interface ModeScores {
  calibrated: Score;
  uncalibrated: Score;
  /** One score for each of `lessonOffsets`. */
  halfMinute: Score[];
}

const calibratedSetting = { floor: flat, tuning: calibratedTuning };
const uncalibratedSetting = { floor: flat, tuning: uncalibratedTuning, guessed: true };

/** Learns from the one recording, plays the other. */
const scores = (taught: readonly TraceRow[], played: readonly TraceRow[]): ModeScores => ({
  calibrated: scoreOf(play(played, calibratedSetting, learnFrom(taught, calibratedSetting))),
  uncalibrated: scoreOf(play(played, uncalibratedSetting, expectedByPlan(flat))),
  halfMinute: lessonOffsets.map((offset) =>
    scoreOf(
      play(played, calibratedSetting, learnFrom(halfMinutes(taught, offset), calibratedSetting)),
    ),
  ),
});

export const onTestRun = (): ModeScores =>
  scores(flatTrace('flat-calibration'), flatTrace('flat-robot'));

export const onTestRunBehindBody = (): ModeScores =>
  scores(
    flatTrace('flat-calibration'),
    behindBody(flatTrace('flat-robot'), flatScanners, { lossDb: bodyLossDb }),
  );

/** The figures by which the tuning was chosen: nothing but the lesson's own recording. */
export const withinLesson = (): Record<
  'calibrated' | 'behindBody' | 'uncalibrated' | 'halfMinute',
  Score
> => {
  const rows = flatTrace('flat-calibration');
  const carried = behindBody(rows, flatScanners, { lossDb: bodyLossDb });
  return {
    calibrated: validated(rows, calibratedSetting, (rest) => rest),
    behindBody: validated(rows, { ...calibratedSetting, played: carried }, (rest) => rest),
    uncalibrated: uncalibrated(rows, uncalibratedSetting),
    halfMinute: addScores(
      [0.1, 0.5, 0.9].map((offset) =>
        validated(rows, calibratedSetting, (rest) => halfMinutes(rest, offset)),
      ),
    ),
  };
};
