import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { quantile } from '@nanoedge/base';
import {
  bodyLossDb,
  type ModeScores,
  onTestRun,
  onTestRunBehindBody,
  withinLesson,
} from './modes.ts';
import { onCorridor } from './corridor.ts';
import { costOnNanoRuntime, costOnNode } from './nano-cost.ts';
import { delayOf, type Score, shareRight, wilson } from './score.ts';

/**
 * Plays the recordings and writes docs/accuracy.md. Usage: node apps/nanoservices/bench/accuracy.ts;
 * a Docker Engine is needed, for what it costs on the nano runtime is measured there.
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
  [
    'the same with that',
    '91.4 %, 10 changes, p95 6.3 s',
    '91.1 %',
    '83.6 %, 10 changes',
    'what a key is heard as by rule is learned while it is followed, for other tags and bodies',
  ],
  [
    'the same with that, chosen for people too',
    '90.4 %, 8 changes, p95 5.3 s',
    '90.3 %',
    '84.1 %, 8 changes',
    'slower than it need be: of what was compared, the best in cross-validation alone',
  ],
  ['that', 'the table above', '', '', 'nothing'],
];

const lesson = withinLesson();
const [nano, node] = [await costOnNanoRuntime(), await costOnNode()];
const cost = (each: number): string => `${each.toFixed(2)} ms`;
const minute = 60_000;

const corridorRow = (name: string, score: Score): string[] => {
  const [right, interval, changes] = row(name, score).slice(1, 4);
  return [name, right ?? '', interval ?? '', (changes ?? '').replace(/ .*/, '')];
};
const text = `# How often the zone is right

Written by \`node apps/nanoservices/bench/accuracy.ts\` from the recordings in \`infra/bench/traces\`. Learned and tuned from
flat-calibration.csv; played: flat-robot.csv, one row after the other, as it would have come in.

## On the test run

${table(onTestRun()).join('\n')}

The goals were: calibrated 93 % with 12 changes and a delay p95 of 5 s; after 30 s in each zone 90 %; uncalibrated 82 % with 16 changes.
**The calibrated mode does not reach its 93 %.** The others are reached; that of 30 s by the middle lesson, not by each: a robot that
stood at one end of a zone for its half minute teaches less than one that crossed it.

## As if a person carried the tag

The same run with a body put in: ${bodyLossDb} dB are lost straight behind the walker, none straight ahead, in between by the cosine of the angle; what
falls below −95 dBm is not heard. The lesson was still the robot's. This is a stated model, not a measurement.

${table(onTestRunBehindBody()).join('\n')}

## People's tags beside a vestibule

corridor-tags.csv: twelve tags of people for 20 minutes, outside, in and inside a vestibule, heard by two phones. Each tag stays in one zone, so every
change that is said is wrong, and nothing can be said of delays; where the phones lie is not recorded, so nothing can be said of the uncalibrated mode.
One tag of each zone teaches, the other nine are played, and each takes its turn: twelve hours of tags in all. Nothing is learned from this file but these lessons;
in the choice of the parameters it weighed a tenth.

${markdown(
  ['lesson', 'right', '95 % interval', 'wrong changes'],
  [
    corridorRow('30 s in each zone', onCorridor(minute / 2)),
    corridorRow('2 min in each zone', onCorridor(2 * minute)),
    corridorRow('20 min in each zone', onCorridor(20 * minute)),
  ],
)}

Two scanners tell three zones apart less well than six do five: a weaker tag looks like one further away.

## How the parameters were chosen

By cross-validation within flat-calibration.csv: pieces of about two minutes, each played by what the others teach, 5 s at either side left out, with
and without the body. Some three thousand settings were compared, so these figures flatter too. Its robot crosses borders more often, at times for a
second or two, and a piece begins anew each time:

${markdown(scoreHead, [
  row('calibrated', lesson.calibrated),
  row('calibrated, behind a body', lesson.behindBody),
  row('calibrated, 30 s in each zone, three lessons', lesson.halfMinute),
  row('uncalibrated', lesson.uncalibrated),
])}

Most of what is wrong is late: a change is said some 2 s after it happened, and with 38 changes in 23 minutes that alone is 5 to 6 % of the time. What was
tried against it, always by cross-validation, and did not help: a filter over spots instead of zones, with steps between spots that are heard alike
(91.5 %); more spots a zone, put together by likeness instead of by time (91.5 %); noise with heavy tails (91.5 %). So some 92 % is what this recording lets expect of this kind of filter, and 93 % on the test run would be luck.

What did help people: to learn slowly how much stronger or weaker a key is as a rule than the lesson's (behind a body 78.2 % without it).

For 30 s in each zone cross-validation says less than the test run does: expect the lower figure elsewhere.

Seven versions were played on the test run while this was built, and the figures are not free of that:

${markdown(versionHead, versions)}

## What it does not show

- Samples are a third of a second apart and much alike. The interval takes them as independent, so the true one is wider: the run has 8 true changes.
- One flat, one tag, one robot. Other walls, other radios, bodies, crowds and doors that open and close are not in it.
- Six scanners that all listen all the time. In a building that listens where somebody moves, there is less to compare: with one
  scanner the plan alone cannot tell a weak key in its zone from a strong one next door.

## What it costs

Five zones, six scanners, five keys that each scanner hears three times a second, in milliseconds for each second and key; the nano runtime in the
container and with the limits of main-controller (\`bench/nano/place-cost.ts\`), of 60 rounds of a second the quickest, since the machine does other things
besides. At most 1 ms was the goal.

${markdown(
  ['runtime', 'calibrated, as many spots as a zone may have', 'uncalibrated'],
  [
    ['nano', cost(nano.calibrated), cost(nano.uncalibrated)],
    ['Node', cost(node.calibrated), cost(node.uncalibrated)],
  ],
)}
`;
const target = resolve(import.meta.dirname, '../../../docs/accuracy.md');
writeFileSync(target, text);
process.stdout.write(`${target}\n`);
