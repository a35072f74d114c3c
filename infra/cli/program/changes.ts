import type { Command } from 'commander';
import { printRuns, remove, restore, undo } from '../commands/changes.ts';
import { deploy, type DeployOptions } from '../commands/deploy.ts';
import {
  deleteSnapshot,
  printSnapshots,
  putSnapshot,
  saveSnapshot,
} from '../commands/snapshots.ts';
import { readEnv } from '../env.ts';

interface Follow {
  wait: boolean;
  json?: boolean;
}

/** Collects an option that may be given several times. */
const another = (value: string, before: string[] = []): string[] => [...before, value];

const exitWith = async (code: Promise<number>): Promise<void> => {
  process.exitCode = await code;
};

const followed = (command: Command): Command =>
  command
    .option('--json', 'print the run as JSON when it has ended')
    .option('--no-wait', 'return as soon as the change is accepted')
    .addHelpText('after', '\nFollows the run on standard error. Exit code 0 only when it is done.');

/** The commands that change what runs, and those that show what was changed. */
export const registerChanges = (program: Command): void => {
  followed(
    program
      .command('deploy')
      .argument('<nanoservice>')
      .description(
        'add a nanoservice to devices, or change the deployment of that --name where there is one',
      )
      .requiredOption('--device <device>', 'name or id; may be given several times', another)
      .option('--release <version>', 'version to run (the newest)')
      .option('--name <name>', 'name of the deployment (made from the nanoservice)')
      .option(
        '--config <file>',
        'JSON file with the config, - for standard input (the default of the release)',
      )
      .option('--port <port>', 'UDP port at the address of the device (the next free one)')
      .option('--peer <name>', 'deployment that it calls; may be given several times', another)
      .option('--image <image>', 'make a release of this image of the local engine first')
      .option(
        '--registry-image <reference>',
        'make a release of this image of a registry first; engines pull it from there',
      )
      .option('--version <version>', 'version of the release that is made')
      .option(
        '--spec <file>',
        'JSON of what the release that is made asks for (as the newest release; of a new nanoservice: nothing)',
      )
      .option(
        '--like <nanoservice>',
        'the release that is made asks for the same as the newest one of this nanoservice',
      ),
  ).action((nanoservice: string, options: DeployOptions) =>
    exitWith(deploy(readEnv(), nanoservice, options)),
  );
  followed(
    program
      .command('remove')
      .argument('<deployment>', 'name, DEVICE/NAME or id')
      .description('take a deployment away, after a snapshot of it was stored and read back')
      .option('--without-snapshot', 'terminate without snapshot: what is in its volumes is lost'),
  ).action((deployment: string, options: Follow & { withoutSnapshot?: boolean }) =>
    exitWith(
      remove(readEnv(), deployment, { ...options, snapshot: options.withoutSnapshot !== true }),
    ),
  );
  followed(
    program
      .command('undo')
      .argument('<run>', 'id of a removal, or its beginning')
      .description('bring back what a removal took away'),
  ).action((run: string, options: Follow) => exitWith(undo(readEnv(), run, options)));
  followed(
    program
      .command('restore')
      .argument('<snapshot>', 'id, or its beginning')
      .description('bring a snapshot back')
      .option('--device <device>', 'to another device')
      .option('--name <name>', 'under another name'),
  ).action((snapshot: string, options: Follow & { device?: string; name?: string }) =>
    exitWith(restore(readEnv(), snapshot, options)),
  );
  program
    .command('runs')
    .description('what was changed, newest first')
    .option('--open', 'only what goes on now')
    .option('--device <device>', 'only on this device')
    .option('-n, --limit <count>', 'how many at most', '20')
    .option('--json', 'print JSON')
    .action((options: { open?: boolean; device?: string; limit: string; json?: boolean }) =>
      printRuns(readEnv(), options),
    );
  registerSnapshots(program);
};

const registerSnapshots = (program: Command): void => {
  const snapshots = program
    .command('snapshots')
    .description('backups of deployments: volumes, config and release');
  snapshots
    .command('list', { isDefault: true })
    .description('all snapshots, newest first')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => printSnapshots(readEnv(), options));
  snapshots
    .command('get')
    .argument('<snapshot>', 'id, or its beginning')
    .argument(
      '[file]',
      'where to write it, - for standard output (the name that the dashboard gives it)',
    )
    .description('download a snapshot')
    .action((snapshot: string, file: string | undefined) =>
      saveSnapshot(readEnv(), snapshot, file),
    );
  snapshots
    .command('put')
    .argument('<file>')
    .option('--json', 'print JSON')
    .description('give a downloaded snapshot to the dashboard')
    .action((file: string, options: { json?: boolean }) => putSnapshot(readEnv(), file, options));
  snapshots
    .command('rm')
    .argument('<snapshot>', 'id, or its beginning')
    .description('delete a snapshot')
    .action((snapshot: string) => deleteSnapshot(readEnv(), snapshot));
};
