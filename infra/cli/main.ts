import { ClientError } from '@nanoedge/client';
import { Command } from 'commander';
import { dev } from './commands/dev.ts';
import { down } from './commands/down.ts';
import { images } from './commands/images.ts';
import { logs } from './commands/logs.ts';
import { newNanoservice } from './commands/new.ts';
import { status } from './commands/status.ts';
import { test } from './commands/test.ts';
import { up } from './commands/up.ts';
import { readEnv, root } from './env.ts';
import { CommandFailed, UserError } from './errors.ts';
import { registerChanges } from './program/changes.ts';
import { registerLab } from './program/lab.ts';
import { productVersion } from './system/releases.ts';
import { createProgress } from './ui/progress.ts';

const environmentHelp = `
Environment:
  PORT                    port of the dashboard (3000)
  HOST                    address it listens on (127.0.0.1; 0.0.0.0 for the whole network)
  NANOEDGE_DISPLAY_PORT   port of the room screen (PORT + 1)
  NANOEDGE_HOME           folder of all state (.nanoedge)
  DOCKER_HOST             engine to use (unix:///var/run/docker.sock)
  NANOEDGE_PUBLIC_URL     address that browsers use, where it is not http://localhost:PORT
  NANOEDGE_INSECURE_REGISTRIES
                          image registries asked without TLS: host:port, separated by commas
  DATABASE_URL            PostgreSQL to use (default: one of our own, in NANOEDGE_HOME)
  NANOEDGE_URL, NANOEDGE_EMAIL, NANOEDGE_PASSWORD
                          another dashboard for deploy, remove, restore, undo, runs and snapshots (this one, as its admin)`;

const progress = createProgress(process.stderr);
const program = new Command('nanoedge')
  .description(
    'A local edge that recognises who walks in, guides them to their meeting and shows the right content.',
  )
  .version(productVersion(root))
  // Behind a command, --version is that command's own: deploy names a release with it.
  .enablePositionalOptions()
  .addHelpText('after', environmentHelp)
  .showHelpAfterError();

program
  .command('up')
  .description(
    'install what is missing, build, start the dashboard and the demo site, wait until every service answers',
  )
  .option('--detach', 'return when everything answers instead of following the log')
  .option(
    '--lab',
    'each device with an engine and a network of its own on this machine (needs root); see: nanoedge lab --help',
  )
  .action((options: { detach?: boolean; lab?: boolean }) => up(readEnv(), progress, options));
program
  .command('dev')
  .description(
    'the dashboard from its sources with hot reload, the demo site and one agent on an engine in memory; no Docker',
  )
  .action(() => dev(readEnv(), progress));
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
  .argument(
    '[name]',
    'dashboard, agent-DEVICE, engine-DEVICE of the lab or a service; all processes when left out',
  )
  .description('show the log of a process or a service')
  .option('-f, --follow', 'go on showing new lines')
  .option('-n, --lines <count>', 'how many lines to begin with', '50')
  .action((name: string | undefined, options: { follow?: boolean; lines: string }) =>
    logs(readEnv(), name, options),
  );
program
  .command('images')
  .description('build the image of each nanoservice')
  .option('--arch <arch...>', 'amd64, arm64 or armhf; several may be given', ['amd64'])
  .action((options: { arch: string[] }) => images(readEnv(), progress, options));
program
  .command('test')
  .description(
    'every check and test: lint, types, unit, integration, end-to-end; ends with the counts',
  )
  .option('--only <part...>', 'checks, unit, integration or e2e')
  .action(async (options: { only?: string[] }) => {
    process.exitCode = await test(readEnv(), progress, options);
  });

program
  .command('new')
  .description('make something new in this checkout')
  .command('nanoservice')
  .argument('<name>', '1 to 40 lower-case letters, digits or -, letter first')
  .description(
    'write the folder of a new nanoservice: manifest, service, domain, tests, and its page in docs',
  )
  .action((name: string) => newNanoservice(readEnv(), name));

registerChanges(program);
registerLab(program, progress);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof UserError || error instanceof ClientError)
    process.stderr.write(`nanoedge: ${error.message}\n`);
  else if (error instanceof CommandFailed)
    process.stderr.write(`${error.tail}\nnanoedge: ${error.message}\n`);
  else
    process.stderr.write(
      `nanoedge: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  process.exitCode = 1;
}
