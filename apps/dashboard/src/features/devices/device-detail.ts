import type { Outputs } from '@/browser/api/trpc.ts';

/** A device as its page reads it. */
export type DevicePageDetail = Outputs['devices']['get'];
