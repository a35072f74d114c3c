/** What is said around a piece of content that is shown as the room screen will show it. */
export const previewWords = {
  caption: 'As the room shows it',
  frame: (name: string): string => `${name}, as the room shows it`,
  page: (page: number, pages: number): string => `Page ${String(page)} of ${String(pages)}`,
  before: (name: string): string => `Page before, of ${name}`,
  after: (name: string): string => `Next page of ${name}`,
  missing: 'The preview did not open. Reload the page; the room shows the content all the same.',
  openOf: (name: string): string => `Preview ${name} as the room shows it`,
  toLink: 'Open the link',
  toFile: 'Open the file',
} as const;
