import { formatLimit } from '../bytes.ts';

/** Why an agent ended a run, or what it waits for, as a run and a service say it. */
export const serviceReasons = {
  imageOnItsWay: (image: string): string => `image ${image} is on its way`,
  noImageYet: (image: string): string => `image ${image} is not on this device yet`,
  removedByOthers: 'its container was removed by somebody else; it is made again',
  pausedByOthers: 'its container was paused by somebody else; it goes on',
  endedWithEngine: 'ended with the container engine',
  gone: 'the container is gone',
  goneWith: (lastLine: string): string => `the container is gone: ${lastLine}`,
  exited: (code: number): string => `exit code ${code}`,
  exitedWith: (code: number, lastLine: string): string => `exit code ${code}: ${lastLine}`,
  triedSlowly: (tries: number, minutes: number, why: string): string =>
    `failed ${tries} times in a row, tried every ${minutes} min from now on: ${why}`,
  noAnswer: (seconds: number): string => `did not answer /health within ${seconds} s`,
  unhealthy: (probes: number): string => `did not answer ${probes} health probes`,
  /** `why` as the engine says it. */
  engineRefused: (why: string): string => `the container engine refused: ${why}`,
  volumeFilling: (volume: string, limitBytes: number): string =>
    `its volume “${volume}” is more than 80 % full; at ${formatLimit(limitBytes)} it is stopped`,
  volumeFull: (volume: string, bytes: number, limitBytes: number): string =>
    `its volume “${volume}” holds ${formatLimit(bytes)} and may hold ${formatLimit(limitBytes)}: stopped, its data are kept. Change it to a release with a higher limit, or remove it with a snapshot; a restart tries it again`,
  takenBack: 'taken back before anything was given up',
  neitherAnswers: (why: string, former: string): string =>
    `${why}; and what ran before does not answer: ${former}`,
  noImage: (why: string): string => `the image could not be brought: ${why}`,
  noSnapshot: (why: string): string => `the snapshot could not be taken and stored: ${why}`,
  noVolumes: (why: string): string => `the volumes could not be filled from the snapshot: ${why}`,
  /** `why` as the link says it. */
  dashboardAway: (why: string): string => `the dashboard was not reached within a minute (${why})`,
} as const;

/** What a full or broken disk of a device means, by the code of the call that failed. */
export const deviceDiskWords: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk of this device is full',
  EDQUOT: 'the disk of this device is full',
  EROFS: 'the disk of this device is read-only',
  EIO: 'the disk of this device is broken',
  EACCES: 'the agent may not write there',
  EPERM: 'the agent may not write there',
  ENOTDIR: 'something else than a folder is in its place',
  EISDIR: 'a folder is in its place',
  EEXIST: 'something else is in its place',
  ENOENT: 'it is gone',
  EMFILE: 'too many files are open',
};
