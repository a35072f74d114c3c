import type { Command } from 'commander';
import { labCable, labDown, labKill, labStart, labStatus, labUp } from '../commands/lab.ts';
import { readEnv } from '../env.ts';
import type { Progress } from '../ui/progress.ts';

/** `nanoedge lab …` */
export const registerLab = (program: Command, progress: Progress): void => {
  const lab = program
    .command('lab')
    .description(
      'several devices on this machine, each with its own network, address and Docker Engine',
    );
  lab
    .command('up')
    .description('make the lab, or what is missing of it')
    .option('--devices <count>', 'how many devices (4)')
    .action((options: { devices?: string }) => labUp(readEnv(), progress, options));
  lab
    .command('down')
    .description('remove every trace of the lab, whatever state it is in')
    .action(() => labDown(readEnv(), progress));
  lab
    .command('cut')
    .argument('<device>')
    .description('cut the device off: it reaches neither the dashboard nor its neighbours')
    .action((device: string) => labCable(readEnv(), device, 'down'));
  lab
    .command('heal')
    .argument('<device>')
    .description('end a cut')
    .action((device: string) => labCable(readEnv(), device, 'up'));
  lab
    .command('kill')
    .argument('<device>')
    .description('end the engine with its containers and the agent, as a power cut would')
    .option('--engine', 'only the engine and its containers')
    .option('--agent', 'only the agent')
    .action((device: string, options: { engine?: boolean; agent?: boolean }) =>
      labKill(readEnv(), device, options),
    );
  lab
    .command('start')
    .argument('<device>')
    .description('start what does not run of the device')
    .action((device: string) => labStart(readEnv(), progress, device));
  lab
    .command('status')
    .description(
      'network, engine and agent of each device, asked now; exit code 0 when all is well',
    )
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      process.exitCode = await labStatus(readEnv(), options);
    });
};
