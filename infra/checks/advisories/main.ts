/** Ends with 1 when the registry knows of a weakness, with 2 when it does not answer. */
import { resolve } from 'node:path';
import { askForAdvisories } from './advisories.ts';

const exitCodes = { clean: 0, found: 1, 'not checked': 2 } as const;

const root = resolve(import.meta.dirname, '../../..');
const { verdict, lines } = await askForAdvisories(root);
for (const line of lines) process.stdout.write(`${line}\n`);
process.exitCode = exitCodes[verdict];
