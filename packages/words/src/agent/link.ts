/** Why an agent is not heard by its dashboard, or not let in. */
export const linkFailures = {
  brokeOff: (why: string): string => `the dashboard broke off: ${why}`,
  silent: (host: string, seconds: number): string => `${host} did not answer within ${seconds} s`,
  dashboard: 'the dashboard',
  through: (host: string, proxy: string): string => `${host} through the proxy ${proxy}`,
  proxyAnswered: (status: number): string =>
    status === 407
      ? 'the proxy wants a name and a password (HTTPS_PROXY)'
      : `the proxy answered ${status}`,
  noAcknowledgement: (message: string): string => `${message} was not acknowledged`,
  badAcknowledgement: (message: string): string => `${message}: the acknowledgement is not valid`,
  answered: (status: number): string => `it answered ${status}`,
  answeredWith: (status: number, text: string): string => `it answered ${status}: ${text}`,
  noContent: (status: number): string => `content: the dashboard answered ${status}`,
  noKeyFile: 'this device is not enrolled and NANOEDGE_JOIN_KEY_FILE is not set',
  unreadableKeyFile: (file: string): string =>
    `this device is not enrolled and the join token file ${file} cannot be read`,
  badToken: (file: string, why: string): string => `this device cannot enrol with ${file}: ${why}`,
  knowsNoDashboard:
    'this device enrolled before dashboards had keys; enrol it again: the device’s page in the dashboard has the join token',
  noAuthority: 'what answers at the address of the dashboard says no certificate authority',
  otherAuthority:
    'what answers at the address of the dashboard is vouched for by another authority than the join token names',
  otherCertificate: (why: string): string =>
    `what answers at the address of the dashboard shows a certificate that its authority does not vouch for (${why})`,
  otherDashboard:
    'what answers at the address of the dashboard is not the dashboard whose key this device knows',
  otherPlace: (device: string): string =>
    `the join token is for another device (${device}); remove it, or give this agent an empty data folder`,
  tooEarly: (event: string): string => `${event}: it came before the proof`,
  ackBeyond: (acked: number, made: number): string =>
    `the dashboard acknowledges events up to ${acked}, and this device made ${made}; make it start over on its page in the dashboard`,
  revisionBehind: (there: number, here: number): string =>
    `the dashboard knows revision ${there}, this device has ${here}; make it start over on its page in the dashboard`,
  revisionJump: (from: number, to: number): string =>
    `revision ${to} cannot follow ${from}; the desired state was not followed`,
  notEnrolled: (status: number): string => `enrolment: the dashboard answered ${status}`,
  enrolmentRefused: (status: number, text: string): string =>
    `the dashboard refused the enrolment (${status}): ${text}`,
} as const;

/** What a browser reads at a room screen's address that has nothing to show. */
export const screenAnswers = {
  failed: 'The screen could not be served.',
  onlyGet: 'Only GET is served here.',
  unpaired: 'This browser is not paired with the room screen.',
  otherHost: 'This is not an address of this device.',
  otherPage: 'Another page asks.',
  nothing: 'There is nothing here.',
  notShown: 'This is not being shown now.',
  notArrived: 'This has not reached the room yet.',
} as const;

/** What is wrong with a message of the link that its other end did not say. */
export const linkSeals = {
  unsigned: (event: string): string => `${event}: it is not signed`,
  signature: (event: string): string => `${event}: the signature is not that of the other end`,
  order: (event: string): string => `${event}: it is not the next message`,
} as const;

/** What is wrong with a join token. */
export const joinTokenProblems = {
  other:
    'is no join token; it begins with “nanoedge-join-1.” and is shown when a device is expected',
  cut: 'is cut off or changed; copy the whole word',
} as const;
