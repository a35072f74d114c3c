import { programHelp, screensHelp } from '@nanoedge/words';
import type { Command } from 'commander';
import { pairScreen, printScreens, unpairScreen } from '../commands/screens.ts';
import { readEnv } from '../env.ts';

interface Options {
  device?: string;
  json?: boolean;
}

/** The commands of the browsers that show a room screen. */
export const registerScreens = (program: Command): void => {
  const screens = program.command('screens').description(screensHelp.about);
  screens
    .command('list', { isDefault: true })
    .description(screensHelp.list)
    .option('--device <device>', screensHelp.device)
    .option('--json', programHelp.json)
    .action((options: Options) => printScreens(readEnv(), options));
  screens
    .command('approve')
    .argument('<code>', screensHelp.code)
    .description(screensHelp.approve)
    .option('--device <device>', screensHelp.device)
    .option('--json', programHelp.json)
    .action((code: string, options: Options) => pairScreen(readEnv(), code, options));
  screens
    .command('revoke')
    .argument('<screen>', screensHelp.screen)
    .description(screensHelp.revoke)
    .option('--device <device>', screensHelp.device)
    .option('--json', programHelp.json)
    .action((screen: string, options: Options) => unpairScreen(readEnv(), screen, options));
};
