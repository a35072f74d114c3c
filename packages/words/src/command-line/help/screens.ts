/** What the help says of `nanoedge screens …`. */
export const screensHelp = {
  about: 'which browsers show the room screen of a device',
  list: 'those that are paired, and how many wait',
  approve: 'let the browser that shows this code show the room screen',
  revoke: 'take the room screen from a browser, at once',
  code: 'eight letters, as the screen shows them',
  screen: 'id of the screen, as the list says it',
  device: 'the device that serves the screen (default: the only one that has one)',
} as const;
