/** What parts say that every page uses. */
export const commonWords = {
  loading: 'Loading',
  close: 'Close',
  tryAgain: 'Try again',
  keep: 'Keep it as it is',
  asking: 'Asking…',
  typeToConfirm: (word: string): string => `Type ${word} to confirm`,
  more: (count: number): string => `+${count}`,
  copied: ', copied',
  copy: (what: string): string => `, copy ${what}`,
  noSuch: (what: string): string => `There is no such ${what}`,
  noSuchWhy: 'It may have been removed, or the address has a mistake in it.',
  page: 'page',
  notFound: 'Not found',
  toLive: 'Go to Live',
  broke: 'This page broke',
  brokeWhat: 'Something in this page went wrong',
  brokeNext: 'The rest of the dashboard goes on. Open the page again; if it stays broken, reload.',
  product:
    'Recognises who walks in, guides them to their meeting and shows the right content in the room.',
} as const;
