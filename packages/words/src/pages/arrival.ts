/** What the page of one arrival says. */
export const arrivalWords = {
  what: 'arrival',
  of: (name: string): string => `Arrival of ${name}`,
  seeAll: 'See the arrivals',
  unread: 'The arrival could not be read',
  subtitle: 'How long did each step take, from the first motion to the content on the screen?',
  stateWith: (state: string, why: string): string => `${state}: ${why}`,
  came: 'Came',
  nowIn: 'Now in',
  meeting: 'Meeting',
  none: '–',
  decision: 'Key heard → decision',
  soFar: 'So far',
  total: 'First motion → last step',
  waterfall: 'Waterfall',
  events: 'Events of this arrival',
  oldestFirst: 'oldest first',
  noEvents: 'No events of this arrival have been stored yet.',
  figures: 'The same in figures',
  hops: 'Hops of this arrival',
  hop: 'Hop',
  completed: 'What completed',
  sinceBefore: 'Since the hop before',
  sinceStart: 'Since the start',
  paper: 'In the paper',
  at: 'At',
  start: 'start',
  span: (hop: string, span: string): string => `${hop}: ${span}`,
  paperMeasured: (span: string): string => `The paper measured ${span}`,
  papersValue: 'the paper’s value',
} as const;

/** Where the time of a hop goes: our code, waiting for the radio to hear the key, or legs. */
export const timeKinds = {
  software: 'software',
  radio: 'radio: until the key advertises',
  walk: 'walking',
} as const;
