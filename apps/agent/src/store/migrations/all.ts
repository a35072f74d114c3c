import type { Migration } from '../migrate.ts';
import { tables } from './1-tables.ts';
import { runPhases } from './2-run-phases.ts';
import { boundedOutbox } from './3-bounded-outbox.ts';
import { pairedScreens } from './4-screens.ts';
import { acceptedReleases } from './5-releases.ts';

/** Every step from an empty file to today's tables, oldest first; only ever added to. */
export const migrations: readonly Migration[] = [
  { version: 1, apply: tables },
  { version: 2, apply: runPhases },
  { version: 3, apply: boundedOutbox },
  { version: 4, apply: pairedScreens },
  { version: 5, apply: acceptedReleases },
];
