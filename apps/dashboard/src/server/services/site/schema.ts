import { SiteId } from '@nanoedge/protocol';
import * as z from 'zod';

export const SiteInput = z.object({ site: SiteId });
export type SiteInput = z.infer<typeof SiteInput>;
