/** What the palette says, which jumps to everything. */
export const paletteWords = {
  placeholder: 'Jump to a page, meeting, person, nanoservice, device or action…',
  none: 'Nothing has that name. Try fewer letters.',
  pages: 'Pages',
  actions: 'Actions',
  newMeeting: 'New meeting',
  createNanoservice: 'Create a nanoservice',
  addPerson: 'Add a person',
  registries: 'Registries and their passwords',
} as const;

/** What finds an entry of the palette when it is typed. */
export const paletteFinds = {
  page: (label: string): string => `page ${label}`,
  meeting: (title: string, id: string): string => `meeting ${title} ${id}`,
  person: (name: string, id: string): string => `person ${name} ${id}`,
  nanoservice: (title: string, name: string): string => `nanoservice ${title} ${name}`,
  device: (name: string, id: string): string => `device ${name} ${id}`,
  newMeeting: 'action new meeting create book',
  createNanoservice: 'action create new nanoservice release',
  addPerson: 'action add person',
  registries: 'page registries registry password image',
  switchTheme: 'action switch theme dark light',
  signOut: 'action sign out',
} as const;
