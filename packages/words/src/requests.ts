/** What a person hears whose request got no answer, or none that says what is wrong. */
export const requestWords = {
  noAnswer: {
    message: 'The dashboard did not answer.',
    remedy: 'Check your connection and try again.',
  },
  broke: {
    message: 'Something went wrong in the dashboard.',
    remedy: 'Try again; if it stays, its log says more.',
  },
  unreadable: {
    message: 'The dashboard answered something unexpected.',
    remedy: 'Reload the page and try again.',
  },
  uploadFailed: { message: 'The upload did not work.', remedy: 'Try again.' },
  uploadStopped: { message: 'The upload was stopped.', remedy: null },
} as const;
