import { calibrateHelp, followHelp, programHelp } from '@nanoedge/words';
import type { Command } from 'commander';
import {
  calibrate,
  type CalibrateOptions,
  calibrationStatus,
  calibrationUndo,
} from '../commands/calibrate.ts';
import { readEnv } from '../env.ts';

const another = (value: string, before: string[] = []): string[] => [...before, value];

/** The commands that teach a main-controller how keys are heard. */
export const registerCalibrate = (program: Command): void => {
  const command = program.command('calibrate').description(calibrateHelp.about);
  command
    .command('start', { isDefault: true })
    .description(calibrateHelp.start)
    .requiredOption('--key <key>', calibrateHelp.key)
    .option('--device <device>', calibrateHelp.device)
    .option('--zone <zone>', calibrateHelp.zone, another)
    .option('--seconds <seconds>', calibrateHelp.seconds, '30')
    .option('--yes', calibrateHelp.yes)
    .option('--simulated', calibrateHelp.simulated)
    .option('--json', followHelp.json)
    .option('--no-wait', followHelp.noWait)
    .action(async (options: CalibrateOptions) => {
      process.exitCode = await calibrate(readEnv(), options);
    });
  command
    .command('status')
    .description(calibrateHelp.status)
    .option('--device <device>', calibrateHelp.device)
    .option('--json', programHelp.json)
    .action((options: { device?: string; json?: boolean }) =>
      calibrationStatus(readEnv(), options),
    );
  command
    .command('undo')
    .description(calibrateHelp.undo)
    .option('--device <device>', calibrateHelp.device)
    .option('--json', followHelp.json)
    .option('--no-wait', followHelp.noWait)
    .action(async (options: { wait: boolean; json?: boolean; device?: string }) => {
      process.exitCode = await calibrationUndo(readEnv(), options);
    });
};
