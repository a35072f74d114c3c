import {
  deployHelp,
  deploymentHelp,
  followHelp,
  programHelp,
  removeHelp,
  restartHelp,
  restoreHelp,
  runsHelp,
  snapshotsHelp,
  undoHelp,
} from '@nanoedge/words';
import type { Command } from 'commander';
import { printRuns, remove, restart, restore, undo } from '../commands/changes.ts';
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
    .option('--json', followHelp.json)
    .option('--no-wait', followHelp.noWait)
    .addHelpText('after', followHelp.after);

/** The commands that change what runs, and those that show what was changed. */
export const registerChanges = (program: Command): void => {
  followed(
    program
      .command('deploy')
      .argument('<nanoservice>')
      .description(deployHelp.about)
      .requiredOption('--device <device>', deployHelp.device, another)
      .option('--release <version>', deployHelp.release)
      .option('--name <name>', deployHelp.name)
      .option('--config <file>', deployHelp.config)
      .option('--port <port>', deployHelp.port)
      .option('--peer <name>', deployHelp.peer, another)
      .option('--image <image>', deployHelp.image)
      .option('--registry-image <reference>', deployHelp.registryImage)
      .option('--version <version>', deployHelp.version)
      .option('--spec <file>', deployHelp.spec)
      .option('--like <nanoservice>', deployHelp.like),
  ).action((nanoservice: string, options: DeployOptions) =>
    exitWith(deploy(readEnv(), nanoservice, options)),
  );
  followed(
    program
      .command('remove')
      .argument('<deployment>', deploymentHelp)
      .description(removeHelp.about)
      .option('--without-snapshot', removeHelp.withoutSnapshot)
      .option('--leave-out', removeHelp.leaveOut),
  ).action(
    (deployment: string, options: Follow & { withoutSnapshot?: boolean; leaveOut?: boolean }) =>
      exitWith(
        remove(readEnv(), deployment, {
          ...options,
          snapshot: options.withoutSnapshot !== true,
          leaveOut: options.leaveOut === true,
        }),
      ),
  );
  followed(
    program
      .command('restart')
      .argument('<deployment>', deploymentHelp)
      .description(restartHelp.about)
      .option('--recreate', restartHelp.recreate),
  ).action((deployment: string, options: Follow & { recreate?: boolean }) =>
    exitWith(restart(readEnv(), deployment, { ...options, recreate: options.recreate === true })),
  );
  followed(
    program.command('undo').argument('<run>', undoHelp.run).description(undoHelp.about),
  ).action((run: string, options: Follow) => exitWith(undo(readEnv(), run, options)));
  followed(
    program
      .command('restore')
      .argument('<snapshot>', snapshotsHelp.snapshot)
      .description(restoreHelp.about)
      .option('--device <device>', restoreHelp.device)
      .option('--name <name>', restoreHelp.name),
  ).action((snapshot: string, options: Follow & { device?: string; name?: string }) =>
    exitWith(restore(readEnv(), snapshot, options)),
  );
  program
    .command('runs')
    .description(runsHelp.about)
    .option('--open', runsHelp.open)
    .option('--device <device>', runsHelp.device)
    .option('-n, --limit <count>', runsHelp.limit, '20')
    .option('--json', programHelp.json)
    .action((options: { open?: boolean; device?: string; limit: string; json?: boolean }) =>
      printRuns(readEnv(), options),
    );
  registerSnapshots(program);
};

const registerSnapshots = (program: Command): void => {
  const snapshots = program.command('snapshots').description(snapshotsHelp.about);
  snapshots
    .command('list', { isDefault: true })
    .description(snapshotsHelp.list)
    .option('--json', programHelp.json)
    .action((options: { json?: boolean }) => printSnapshots(readEnv(), options));
  snapshots
    .command('get')
    .argument('<snapshot>', snapshotsHelp.snapshot)
    .argument('[file]', snapshotsHelp.file)
    .description(snapshotsHelp.get)
    .action((snapshot: string, file: string | undefined) =>
      saveSnapshot(readEnv(), snapshot, file),
    );
  snapshots
    .command('put')
    .argument('<file>')
    .option('--json', programHelp.json)
    .description(snapshotsHelp.put)
    .action((file: string, options: { json?: boolean }) => putSnapshot(readEnv(), file, options));
  snapshots
    .command('rm')
    .argument('<snapshot>', snapshotsHelp.snapshot)
    .description(snapshotsHelp.remove)
    .action((snapshot: string) => deleteSnapshot(readEnv(), snapshot));
};
