/** What the Devices page says. */
export const devicesWords = {
  title: 'Devices',
  subtitle: 'Which computers run the edge, and how are they?',
  find: 'Find a device',
  unread: 'The devices could not be read',
  none: 'No device has enrolled yet',
  whatIsOne:
    'A device is a computer with a Docker Engine and our agent. Expect one here, and start its agent with the token that you get.',
  noneFound: 'No device has that name',
  fewer: 'Try fewer letters.',
  device: 'Device',
  state: 'State',
  zone: 'Zone',
  answering: 'Services answering',
  answeringOf: (answering: number | null, desired: number): string =>
    `${answering ?? '?'} of ${desired}`,
  memory: 'Services’ memory',
  load: 'Load',
  things: 'Things',
  seen: 'Last seen',
} as const;

/** What the dialog that expects a device says. */
export const expectDeviceWords = {
  title: 'Expect a device',
  zone: 'Zone where it stands',
  making: 'Making the token…',
  get: 'Get the join token',
  save: 'Save this one-time join token in a file on the device. It says where this dashboard is and how it is known, and is shown only now.',
  joinToken: 'the join token',
  start: 'Then start the agent there with these settings:',
  keyPath: '/path/of/that/file',
  stops: {
    before: 'The token stops working ',
    after: ', or as soon as the device has enrolled.',
  },
} as const;
