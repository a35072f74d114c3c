/** What the page of the registries says. */
export const registriesWords = {
  title: 'Registries',
  subtitle: 'Which registries want a password, and does it still work?',
  unread: 'The registries could not be read',
  none: 'No registry is entered',
  noneNext:
    'Devices pull from registries that everybody may read. Of one that is entered here the dashboard fetches the images itself and hands them on, so no device learns the password.',
  add: 'Add a registry',
  /** When it was changed stands at the end. */
  how: (username: string | null, plain: boolean): string =>
    [
      username === null ? 'without a password' : `as ${username}`,
      ...(plain ? ['without TLS'] : []),
      'changed',
    ].join(' · '),
  unreadable:
    'The password cannot be read any more, because the key that it was kept with is gone. Enter it again.',
  try: 'Try',
  trying: 'Trying…',
  tryOf: (host: string): string => `Try ${host}`,
  replace: 'Replace password',
  replaceOf: (host: string): string => `Replace password of ${host}`,
  remove: 'Remove',
  removeOf: (host: string): string => `Remove ${host}`,
  results: {
    'signed-in': 'It lets us in.',
    open: 'It answers, and asks nobody for a password.',
  },
  added: (host: string): string => `${host} is entered; its images can be used now`,
  replaced: (host: string): string => `The password of ${host} is replaced`,
} as const;

/** What the dialog says that takes a registry and its password. */
export const registryFormWords = {
  addWhat: 'It is tried before it is kept.',
  replaceTitle: (host: string): string => `Replace the password of ${host}`,
  replaceWhat: 'The new one is tried first; until it works the old one stays.',
  host: 'Registry',
  hostHint: 'registry.example or registry.example:5000; docker.io is Docker Hub',
  username: 'Name',
  password: 'Password or access token',
  passwordHint: 'kept encrypted; it is never shown and never sent to a device',
  plain: 'Without TLS',
  plainHint: 'Name and password cross the network readable: only for a registry of your own.',
  save: 'Try and keep',
  saving: 'Trying…',
} as const;

/** What is asked before a registry is removed. */
export const removeRegistryWords = {
  title: (host: string): string => `Remove ${host}?`,
  what: 'Its password is forgotten. Releases that are made already stay, with their images.',
  action: 'Remove registry',
} as const;
