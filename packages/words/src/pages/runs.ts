import { plural } from '../numbers.ts';

const doneOf = (done: number, changes: number): string =>
  `${done} of ${plural(changes, 'change')} done`;

/** What can be done with a run, and what is said when it has ended. */
export const runActionWords = {
  undoOf: (name: string): string => ` the removal of ${name}`,
  cancelling: 'Cancelling…',
  cancel: 'Cancel',
  cancelOf: (name: string): string => ` this change of ${name}`,
  on: (title: string, device: string): string => `${title} on ${device}`,
  showWhy: 'Show why',
  showAndUndo: 'Show and undo',
  show: 'Show',
  doneOf,
} as const;

/** What one run says of itself. */
export const runCardWords = {
  was: (state: string): string => `The change was ${state}.`,
  exited: (code: number): string => `The process exited with code ${code}.`,
  log: 'Last lines of its log',
  sent: 'Image bytes sent',
  asked: (versions: string | null, by: string): string =>
    versions === null ? ` · ${by}` : ` · ${versions} · ${by}`,
  snapshot: 'See the snapshot that it took',
  steps: 'Steps',
  stepState: (state: string): string => `: ${state}`,
  stepStates: { running: 'running', done: 'done', failed: 'failed', unfinished: 'not finished' },
} as const;

interface BatchFigures {
  done: number;
  all: number;
  open: number;
  other: number;
}

/** What the drawer of changes says. */
export const runDrawerWords = {
  title: 'Changes',
  inProgress: 'Change in progress',
  undoAll: (count: number): string => `Undo all ${count}`,
  batch: ({ done, all, open, other }: BatchFigures): string =>
    [
      doneOf(done, all),
      ...(open === 0 ? [] : [`${open} to go`]),
      ...(other === 0 ? [] : [`${other} not done`]),
    ].join(', '),
  missing: 'There is no such change',
  missingWhy: 'It may be too old. The changes of a service are on its page.',
  unread: 'The changes could not be read',
  none: 'Nothing was changed yet',
  noneWhy: 'Add, change or remove a nanoservice, and its steps show here.',
} as const;

/** What the table of changes says. */
export const runTableWords = {
  none: 'No changes yet',
  state: 'State',
  change: 'Change',
  device: 'Device',
  release: 'Release',
  by: 'Asked by',
  when: 'When',
  took: 'Took',
} as const;
