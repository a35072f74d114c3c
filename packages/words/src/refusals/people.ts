/** Why a person cannot be as they were asked for. */
export const personRefusals = {
  noName: 'Give the person a name',
  longName: 'A name has at most 200 characters',
  initials: 'Initials have 1 to 3 letters',
  yourself: {
    message: 'This is you.',
    remedy: 'Another administrator can delete you.',
  },
  somebody: 'Somebody',
  keyTaken: (name: string) => ({
    message: `${name} has this key already.`,
    remedy: 'Remove it from them first, or check what you typed.',
  }),
} as const;

/** Why an account cannot be changed as somebody asked for. */
export const accountRefusals = {
  email: 'An e-mail address, such as alice@example.org',
  name: 'A name of 1 to 120 characters',
  taken: { message: 'There is an account with this e-mail.', remedy: 'Use another e-mail.' },
  noPerson: { message: 'This person is not there any more.', remedy: 'Choose another.' },
  noAdmin: {
    message: 'You are no administrator any more.',
    remedy: 'Ask another one.',
  },
  yourself: {
    message: 'This is your own account.',
    remedy: 'Another administrator can change it.',
  },
} as const;
