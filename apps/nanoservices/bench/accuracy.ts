import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { quantile } from '@nanoedge/base';
import {
  bodyLossDb,
  costPerSecond,
  type ModeScores,
  onTestRun,
  onTestRunBehindBody,
  withinLesson,
} from './modes.ts';
import { delayOf, type Score, shareRight, wilson } from './score.ts';

/**
 * Plays the recordings and writes docs/accuracy.md. Usage: node apps/nanoservices/bench/accuracy.ts
 */
const percent = (share: number): string => (100 * share).toFixed(1);

const row = (name: string, score: Score): string[] => {
  const [from, to] = wilson(score.right, score.samples);
  return [
    name,
    `${percent(shareRight(score))} %`,
    `${percent(from)}–${percent(to)} %`,
    `${score.changes} (${score.trueChanges})`,
    `${delayOf(score, 0.5).toFixed(1)} s`,
    `${delayOf(score, 0.95).toFixed(1)} s`,
    String(score.samples),
  ];
};

/** The lesson in the middle, by its share; all of them are in the line below the table. */
const middle = (scores: readonly Score[]): Score | undefined =>
  scores.toSorted((a, b) => shareRight(a) - shareRight(b))[Math.floor(scores.length / 2)];

/** As the formatter of this tree leaves it. */
const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((name, at) =>
    Math.max(...[name, ...rows.map((cells) => cells[at] ?? '')].map(({ length }) => length)),
  );
  const lines = [head, widths.map((width) => '-'.repeat(width)), ...rows];
  return lines
    .map((cells) => `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`)
    .join('\n');
};

const scoreHead = [
  'mode',
  'right',
  '95 % interval',
  'changes (true)',
  'delay median',
  'delay p95',
  'samples',
];

const table = ({ calibrated, uncalibrated, halfMinute }: ModeScores): string[] => {
  const half = middle(halfMinute);
  const shares = halfMinute.map(shareRight);
  const changes = halfMinute.map((score) => score.changes);
  return [
    markdown(scoreHead, [
      row('calibrated, whole lesson', calibrated),
      ...(half === undefined ? [] : [row('calibrated, 30 s in each zone, middle lesson', half)]),
      row('uncalibrated', uncalibrated),
    ]),
    '',
    `The ${halfMinute.length} lessons of 30 s: ${percent(Math.min(...shares))} to ` +
      `${percent(Math.max(...shares))} % right, middle ${percent(quantile(shares, 0.5))} %; ` +
      `${Math.min(...changes)} to ${Math.max(...changes)} changes.`,
  ];
};

const versionHead = ['version', 'calibrated', '30 s, middle', 'uncalibrated', 'what followed'];

/** Every look at the test run, as it was. */
const versions = [
  [
    'one mean a zone, doors only',
    '89.0 %, 8 changes, p95 6.3 s',
    '88.2 %',
    '78.2 %, 10 changes',
    'cross-validation weighed as the goals do: more changes, sooner; distances from the plan',
  ],
  [
    'the same with distances from the plan',
    '91.2 %, 8 changes, p95 6.3 s',
    '91.5 %',
    '85.8 %, 10 changes',
    'several spots a zone, which cross-validation prefers by 1.8 points; dwell',
  ],
  [
    'several spots a zone',
    '91.4 %, 16 changes, p95 4.3 s',
    '91.0 %',
    '84.6 %, 8 changes',
    'it changed too often: of what cross-validation finds equal, the stickiest',
  ],
  [
    'the same, stickier',
    '91.4 %, 10 changes, p95 6.3 s',
    '91.2 %',
    '84.6 %, 8 changes',
    'without a lesson silence tells more of near scanners: a unit test showed that it told nothing',
  ],
  ['the same with that', 'the table above', '', '', 'nothing'],
];

const lesson = withinLesson();
const text = `# How often the zone is right

Written by \`node apps/nanoservices/bench/accuracy.ts\` from the recordings in \`infra/bench/traces\`. Learned and tuned from
flat-calibration.csv; played: flat-robot.csv, one row after the other, as it would have come in.

## On the test run

${table(onTestRun()).join('\n')}

The goals were: calibrated 93 % with 12 changes and a delay p95 of 5 s; after 30 s in each zone 90 %; uncalibrated 82 % with 16 changes.
**The calibrated mode reaches neither its 93 % nor its 5 s.** The others are reached; that of 30 s by the middle lesson, not by each: a robot that
stood at one end of a zone for its half minute teaches less than one that crossed it.

## As if a person carried the tag

The same run with a body put in: ${bodyLossDb} dB are lost straight behind the walker, none straight ahead, in between by the cosine of the angle; what
falls below −95 dBm is not heard. The lesson was still the robot's. This is a stated model, not a measurement.

${table(onTestRunBehindBody()).join('\n')}

## How the parameters were chosen

By cross-validation within flat-calibration.csv: pieces of about two minutes, each played by what the others teach, 5 s at either side left out, with
and without the body. Some two thousand settings were compared, so these figures flatter too. Its robot crosses borders more often, at times for a
second or two, and a piece begins anew each time:

${markdown(scoreHead, [
  row('calibrated', lesson.calibrated),
  row('calibrated, 30 s in each zone, three lessons', lesson.halfMinute),
  row('uncalibrated', lesson.uncalibrated),
])}

For 30 s in each zone cross-validation says less than the test run does: expect the lower figure elsewhere.

The test run was looked at five times while this was built, and the figures are not free of that:

${markdown(versionHead, versions)}

## What it does not show

- Samples are a third of a second apart and much alike. The interval takes them as independent, so the true one is wider: the run has 8 true changes.
- One flat, one tag, one robot. Other walls, other radios, bodies, crowds and doors that open and close are not in it.
- Six scanners that all listen all the time. In a building that listens where somebody moves, there is less to compare: with one
  scanner the plan alone cannot tell a weak key in its zone from a strong one next door.
- The people's tags of corridor-tags.csv were not played.

## What it costs

${costPerSecond().toFixed(2)} ms for each second and key on the Node that wrote this page, with five zones and six scanners. On the nano runtime it was not measured.
`;
const target = resolve(import.meta.dirname, '../../../docs/accuracy.md');
writeFileSync(target, text);
process.stdout.write(`${target}\n`);
