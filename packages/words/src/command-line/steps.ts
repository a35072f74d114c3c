/** What the steps of a command are called: before them while they go on, after them with a time. */
export const commandSteps = {
  engine: 'Docker Engine',
  images: 'Images',
  archives: 'Image archives',
  applications: 'Dashboard and room screen',
  stopOutdated: 'Stopping what runs older code',
  startDashboard: 'Starting the dashboard',
  startDemoSite: 'Starting the demo site',
  fromSources: 'Dashboard, from its sources',

  stopSite: 'Stopping the agents and the dashboard',
  removeContainers: 'Removing containers and networks',
  stopEngine: 'Stopping the Docker Engine that we started',

  lab: 'Lab',
  takeLabDown: 'Taking the lab down',
  engineOf: (device: string): string => `Engine of ${device}`,

  testTools: 'Tools for the tests',
  newerDebian: 'Debian 13, for its engine',
  lint: 'Lint and import cycles',
  format: 'Format',
  deadCode: 'Dead code',
  houseRules: 'House rules',
  advisories: 'Known weaknesses of the packages',
  fuzzing: (seconds: number): string => `Datagrams nobody would send, for ${seconds} s`,
  typesOf: (folder: string): string => `Types of ${folder}`,
} as const;

/** What a step is doing just now, in a line below it. */
export const stepNotes = {
  network: 'network',
  newerDebian: (suite: string): string => `Debian ${suite}, for its engine`,
  engineAnswers: (device: string): string => `the engine of ${device} answers`,
  servicesAnswer: (answering: number, all: number): string =>
    `${answering} of ${all} services answer`,
} as const;
