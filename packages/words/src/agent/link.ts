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
    `this device is not enrolled and the join key file ${file} cannot be read`,
  notEnrolled: (status: number): string => `enrolment: the dashboard answered ${status}`,
  enrolmentRefused: (status: number, text: string): string =>
    `the dashboard refused the enrolment (${status}): ${text}`,
} as const;

/** What a browser reads at a room screen's address that has nothing to show. */
export const screenAnswers = {
  failed: 'The screen could not be served.',
  onlyGet: 'Only GET is served here.',
  nothing: 'There is nothing here.',
  tooMany: 'Too many screens are open.',
  notShown: 'This is not being shown now.',
  notArrived: 'This has not reached the room yet.',
} as const;
