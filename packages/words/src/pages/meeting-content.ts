/** What the form says about a meeting's content. */
export const contentWords = {
  legend: 'Content for the room screen',
  drop: (limit: string, pieces: number): string =>
    `Drop PDFs, images or Markdown here: at most ${limit} each, ${pieces} pieces in all`,
  chooseFiles: 'Choose files',
  order: 'Content, in the order of the screen',
  kindAndSize: (kind: string, size: string): string => `${kind} · ${size}`,
  remove: (name: string): string => `Remove ${name}`,
  moveUp: (name: string): string => `Move ${name} up`,
  moveDown: (name: string): string => `Move ${name} down`,
  uploadOf: (name: string): string => `Upload of ${name}`,
  uploaded: (share: string, size: string): string => `${share} of ${size}`,
  checking: 'checking…',
  retry: 'Retry',
  retryOf: (name: string): string => `: ${name}`,
  notAdded: (name: string, why: string): string => `${name} was not added: ${why}`,
  tooLarge: (limit: string): string =>
    `It is larger than ${limit}. Make it smaller, or add a link instead.`,
  uploadFailed: 'The upload did not work. Try again.',
} as const;

/** What the dialog that asks for a link says. */
export const linkWords = {
  title: 'Add a link',
  description: 'The room screen shows its name, its address and a code to open it on a phone.',
  address: 'Link address',
  placeholder: 'https://',
  name: 'Name on the screen',
  nameHint: 'Empty: the address’s host',
  add: 'Add link',
  wrongStart: 'A link starts with http:// or https://',
} as const;

/** What the dialog in which a text is written says. */
export const textWords = {
  title: 'Write a text',
  description: 'It is shown on the room screen as you see it below.',
  name: 'Name of the text',
  usualName: 'Agenda',
  nameless: 'Text',
  body: 'Text in Markdown',
  bodyHint: '# heading, - list, **bold**',
  add: 'Add text',
} as const;
