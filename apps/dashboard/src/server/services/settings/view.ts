import type { TimeZone } from '@nanoedge/protocol';
import type { SiteSettings } from '../../db/schema/index.ts';

/** `installationZone`: what a site without a zone of its own goes by. */
export type SiteSettingsView = SiteSettings & { version: number; installationZone: TimeZone };
