import { labHelp, programHelp } from '@nanoedge/words';
import type { Command } from 'commander';
import { labCable, labDown, labKill, labStart, labStatus, labUp } from '../commands/lab.ts';
import { readEnv } from '../env.ts';
import type { Progress } from '../ui/progress.ts';

/** `nanoedge lab …` */
export const registerLab = (program: Command, progress: Progress): void => {
  const lab = program.command('lab').description(labHelp.about);
  lab
    .command('up')
    .description(labHelp.up)
    .option('--devices <count>', labHelp.devices)
    .option('--newer <devices>', labHelp.newer)
    .option('--suite <debian>', labHelp.suite)
    .action((options: { devices?: string; newer?: string; suite?: string }) =>
      labUp(readEnv(), progress, options),
    );
  lab
    .command('down')
    .description(labHelp.down)
    .action(() => labDown(readEnv(), progress));
  lab
    .command('cut')
    .argument('<device>')
    .description(labHelp.cut)
    .action((device: string) => labCable(readEnv(), device, 'down'));
  lab
    .command('heal')
    .argument('<device>')
    .description(labHelp.heal)
    .action((device: string) => labCable(readEnv(), device, 'up'));
  lab
    .command('kill')
    .argument('<device>')
    .description(labHelp.kill)
    .option('--engine', labHelp.engine)
    .option('--agent', labHelp.agent)
    .action((device: string, options: { engine?: boolean; agent?: boolean }) =>
      labKill(readEnv(), device, options),
    );
  lab
    .command('start')
    .argument('<device>')
    .description(labHelp.start)
    .action((device: string) => labStart(readEnv(), progress, device));
  lab
    .command('status')
    .description(labHelp.status)
    .option('--json', programHelp.json)
    .action(async (options: { json?: boolean }) => {
      process.exitCode = await labStatus(readEnv(), options);
    });
};
