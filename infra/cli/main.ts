import { ClientError, SignInRefused } from '@nanoedge/client';
import {
  accountLines,
  devHelp,
  downHelp,
  imagesHelp,
  logsHelp,
  newHelp,
  programFailed,
  programHelp,
  statusHelp,
  testHelp,
  upHelp,
} from '@nanoedge/words';
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
import { registerAccounts } from './program/accounts.ts';
import { registerScreens } from './program/screens.ts';
import { registerAudit } from './program/audit.ts';
import { registerCalibrate } from './program/calibrate.ts';
import { registerChanges } from './program/changes.ts';
import { registerLab } from './program/lab.ts';
import { productVersion } from './system/releases.ts';
import { createProgress } from './ui/progress.ts';

const progress = createProgress(process.stderr);
const program = new Command('nanoedge')
  .description(programHelp.about)
  .version(productVersion(root))
  // Behind a command, --version is that command's own: deploy names a release with it.
  .enablePositionalOptions()
  .addHelpText('after', programHelp.environment)
  .showHelpAfterError();

program
  .command('up')
  .description(upHelp.about)
  .option('--detach', upHelp.detach)
  .option('--lab', upHelp.lab)
  .action((options: { detach?: boolean; lab?: boolean }) => up(readEnv(), progress, options));
program
  .command('dev')
  .description(devHelp.about)
  .action(() => dev(readEnv(), progress));
program
  .command('down')
  .description(downHelp.about)
  .option('--purge', downHelp.purge)
  .action((options: { purge?: boolean }) => down(readEnv(), progress, options));
program
  .command('status')
  .description(statusHelp.about)
  .option('--json', programHelp.json)
  .action(async (options: { json?: boolean }) => {
    process.exitCode = await status(readEnv(), options);
  });
program
  .command('logs')
  .argument('[name]', logsHelp.name)
  .description(logsHelp.about)
  .option('-f, --follow', logsHelp.follow)
  .option('-n, --lines <count>', logsHelp.lines, '50')
  .action((name: string | undefined, options: { follow?: boolean; lines: string }) =>
    logs(readEnv(), name, options),
  );
program
  .command('images')
  .description(imagesHelp.about)
  .option('--arch <arch...>', imagesHelp.arch, ['amd64'])
  .action((options: { arch: string[] }) => images(readEnv(), progress, options));
program
  .command('test')
  .description(testHelp.about)
  .option('--only <part...>', testHelp.only)
  .option('--soak', testHelp.soak)
  .action(async (options: { only?: string[]; soak?: boolean }) => {
    process.exitCode = await test(readEnv(), progress, options);
  });

program
  .command('new')
  .description(newHelp.about)
  .command('nanoservice')
  .argument('<name>', newHelp.name)
  .description(newHelp.nanoservice)
  .action((name: string) => newNanoservice(readEnv(), name));

registerChanges(program);
registerCalibrate(program);
registerAudit(program);
registerAccounts(program);
registerScreens(program);
registerLab(program, progress);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof UserError || error instanceof ClientError)
    process.stderr.write(`${programFailed(error.message)}\n`);
  else if (error instanceof CommandFailed)
    process.stderr.write(`${error.tail}\n${programFailed(error.message)}\n`);
  else
    process.stderr.write(
      `${programFailed(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
    );
  if (error instanceof SignInRefused) process.stderr.write(`${accountLines.refusedNext}\n`);
  process.exitCode = 1;
}
