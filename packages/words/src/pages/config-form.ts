/** What the form of a config says. */
export const configWords = {
  title: 'Config',
  noSchema: 'This release has no schema to draw a form from',
  editAs: 'Edit the config as',
  kinds: { form: 'Form', json: 'JSON' },
  asJson: 'Config as JSON',
  problemAt: (path: string, problem: string): string => `${path}: ${problem}`,
  filled: 'left empty: what the device has',
  optional: 'optional',
  choose: 'Choose…',
  notSet: 'Not set',
  addOne: 'Add one',
  addOneTo: (field: string): string => ` to ${field}`,
  name: 'Name',
  item: (list: string, place: number): string => `${list} ${place}`,
  takeOut: (item: string): string => `Take out ${item}`,
  takeOutOf: (entry: string | null, map: string): string => `Take ${entry ?? 'this'} out of ${map}`,
} as const;

/** What is wrong with a place of a config. */
export const configProblems = {
  empty: 'Fill this in',
  noChoice: 'Choose one',
  atLeast: (count: number): string => `Add at least ${count}`,
  atMost: (count: number): string => `At most ${count}`,
  tooShort: (characters: number): string => `At least ${characters} characters`,
  tooLong: (characters: number): string => `At most ${characters} characters`,
  pattern: (pattern: string): string => `Must match ${pattern}`,
  noNumber: 'Must be a number',
  notWhole: 'Must be a whole number',
  range: (range: string): string => `Must be ${range}`,
  noName: 'Give it a name',
  takenName: 'This name is there already',
  namePattern: (pattern: string): string => `The name must match ${pattern}`,
  noJson: 'This is not JSON',
  noObject: 'A config is an object: { … }',
} as const;

/** What a number may be. */
export const configRange = {
  moreThan: (limit: number): string => `more than ${limit}`,
  atLeast: (limit: number): string => `at least ${limit}`,
  lessThan: (limit: number): string => `less than ${limit}`,
  atMost: (limit: number): string => `at most ${limit}`,
} as const;
