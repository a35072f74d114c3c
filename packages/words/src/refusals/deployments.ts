import type { RefusalWords } from './refusal-words.ts';

/** Why a deployment cannot be added, changed, removed or brought back. */
export const deploymentRefusals = {
  noLog: (device: string): RefusalWords => ({
    message: `${device} does not give its log now.`,
    remedy: 'Try again when it is connected and its engine answers.',
  }),
  noSuchRelease: {
    message: 'There is no such release.',
    remedy: 'Reload the list and choose another.',
  },
  noSuchLabel: (label: string): RefusalWords => ({
    message: `No device carries the label “${label}”.`,
  }),
  noSuchDevice: (device: string): RefusalWords => ({
    message: `There is no device “${device}” in this site.`,
  }),
  otherNanoservice: (release: string, deployment: string): RefusalWords => ({
    message: `This release is one of ${release}, not of ${deployment}.`,
    remedy: 'Add it beside instead.',
  }),
  nothingNew: (name: string): RefusalWords => ({
    message: `${name} has this release and this config already.`,
    remedy: 'To start it anew, restart it.',
  }),
  removedAlready: (name: string): RefusalWords => ({
    message: `${name} is being removed already.`,
    remedy: 'Cancel that run to do it in another way.',
  }),
  beingRemoved: (name: string): RefusalWords => ({
    message: `${name} is being removed.`,
    remedy: 'Cancel the removal first, or wait for its end and undo it.',
  }),
  beingChanged: (name: string): RefusalWords => ({
    message: `${name} is being changed.`,
    remedy: 'Wait for the end of that run, or cancel it.',
  }),
  unknownImage: (nanoservice: string, version: string): RefusalWords => ({
    message: `The snapshot is of ${nanoservice} ${version}, whose image the dashboard does not know.`,
    remedy: 'Create a release from that image first; then restore again.',
  }),
  noDeviceInSite: (device: string, site: string): RefusalWords => ({
    message: `There is no device “${device}” in the site ${site}.`,
  }),
  nameTaken: (name: string, runs: string, snapshotOf: string): RefusalWords => ({
    message: `${name} runs ${runs} on this device, the snapshot is of ${snapshotOf}.`,
    remedy: 'Choose a name.',
  }),
  notUndone: (why: string | null): RefusalWords => ({
    message: why ?? 'It cannot be undone.',
    remedy: 'Restore a snapshot instead.',
  }),
  removedAgain: (name: string): RefusalWords => ({
    message: `${name} has been removed again since.`,
    remedy: 'Undo the newest removal.',
  }),
} as const;

/** Why a removal cannot be undone. */
export const undoRefusals = {
  notRemoved: 'Only a removal that was done can be undone.',
  forgotten: 'Nothing is known of this deployment any more.',
  there: (name: string): string => `${name} is there again already.`,
  nameTaken: (name: string): string => `Another deployment is called ${name} now.`,
  portTaken: (port: number): string => `Port ${String(port)} is used by another deployment now.`,
  snapshotDeleted: 'Its snapshot has been deleted.',
} as const;
