/** Why what somebody named on the command line was not found, or is not the only one. */
export const findProblems = {
  noDevice: (name: string, known: string): string =>
    `No device is called "${name}". There are: ${known}`,
  severalDevices: (name: string, ids: string): string =>
    `Several devices are called "${name}"; name one by its id: ${ids}`,
  noDeployment: (name: string, known: string): string =>
    known === ''
      ? `No deployment is called "${name}". There are: none`
      : `No deployment is called "${name}". There are: ${known}`,
  severalDeployments: (name: string, ids: string): string =>
    `Several deployments are called "${name}"; name one as DEVICE/NAME or by its id: ${ids}`,
  noNanoservice: (name: string, known: string): string =>
    `There is no nanoservice "${name}". There are: ${known}`,
  noRelease: (nanoservice: string, version: string, known: string): string =>
    `${nanoservice} has no release ${version}. There are: ${known}`,
  noRun: (id: string): string => `There is no run "${id}".`,
  severalRuns: (id: string): string => `Several runs begin with "${id}"; write more of it.`,
  noSnapshot: (id: string): string => `There is no snapshot "${id}".`,
  severalSnapshots: (id: string): string =>
    `Several snapshots begin with "${id}"; write more of it.`,
} as const;
