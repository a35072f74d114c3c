import { Command } from 'commander';
import { down } from './commands/down.ts';
import { images } from './commands/images.ts';
import { labCable, labDown, labKill, labStart, labStatus, labUp } from './commands/lab.ts';
import { logs } from './commands/logs.ts';
import { status } from './commands/status.ts';
import { test } from './commands/test.ts';
import { up } from './commands/up.ts';
import { readEnv } from './env.ts';
import { CommandFailed, UserError } from './errors.ts';
import { createProgress } from './ui/progress.ts';

const environmentHelp = `
Environment:
  PORT                    port of the dashboard (3000)
  HOST                    address it listens on (127.0.0.1; 0.0.0.0 for the whole network)
  NANOEDGE_DISPLAY_PORT   port of the room screen (PORT + 1)
  NANOEDGE_HOME           folder of all state (.nanoedge)
  DOCKER_HOST             engine to use (unix:///var/run/docker.sock)
  NANOEDGE_PUBLIC_URL     address that browsers use, where it is not http://localhost:PORT
  DATABASE_URL            PostgreSQL to use (default: one of our own, in NANOEDGE_HOME)`;

const progress = createProgress(process.stderr);
const program = new Command('nanoedge')
  .description('A local edge that recognises who walks in, guides them to their meeting and shows the right content.')
  .addHelpText('after', environmentHelp)
  .showHelpAfterError();

program
  .command('up')
  .description('install what is missing, build, start the dashboard and the demo site, wait until every service answers')
  .option('--detach', 'return when everything answers instead of following the log')
  .option('--lab', 'each device with an engine and a network of its own on this machine (needs root); see: nanoedge lab --help')
  .action((options: { detach?: boolean; lab?: boolean }) => up(readEnv(), progress, options));
program
  .command('down')
  .description('stop everything that up started, and nothing else')
  .option('--purge', 'also delete all state: accounts, meetings, events, volumes')
  .action((options: { purge?: boolean }) => down(readEnv(), progress, options));
program
  .command('status')
  .description('what runs where, asked now; exit code 0 when everything answers')
  .option('--json', 'print JSON')
  .action(async (options: { json?: boolean }) => {
    process.exitCode = await status(readEnv(), options);
  });
program
  .command('logs')
  .argument('[name]', 'dashboard, agent-DEVICE or a service; all processes when left out')
  .description('show the log of a process or a service')
  .option('-f, --follow', 'go on showing new lines')
  .option('-n, --lines <count>', 'how many lines to begin with', '50')
  .action((name: string | undefined, options: { follow?: boolean; lines: string }) => logs(readEnv(), name, options));
program
  .command('images')
  .description('build the six images')
  .option('--arch <arch...>', 'amd64, arm64 or armhf; several may be given', ['amd64'])
  .action((options: { arch: string[] }) => images(readEnv(), progress, options));
program
  .command('test')
  .description('every check and test: lint, types, unit, integration, end-to-end; ends with the counts')
  .option('--only <part...>', 'checks, unit, integration or e2e')
  .action(async (options: { only?: string[] }) => {
    process.exitCode = await test(readEnv(), progress, options);
  });

const lab = program.command('lab').description('several devices on this machine, each with its own network, address and Docker Engine');
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
  .action((device: string, options: { engine?: boolean; agent?: boolean }) => labKill(readEnv(), device, options));
lab
  .command('start')
  .argument('<device>')
  .description('start what does not run of the device')
  .action((device: string) => labStart(readEnv(), progress, device));
lab
  .command('status')
  .description('network, engine and agent of each device, asked now; exit code 0 when all is well')
  .option('--json', 'print JSON')
  .action(async (options: { json?: boolean }) => {
    process.exitCode = await labStatus(readEnv(), options);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof UserError) process.stderr.write(`nanoedge: ${error.message}\n`);
  else if (error instanceof CommandFailed) process.stderr.write(`${error.tail}\nnanoedge: ${error.message}\n`);
  else process.stderr.write(`nanoedge: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
