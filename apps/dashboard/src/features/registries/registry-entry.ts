import type { Outputs } from '@/browser/api/trpc.ts';

/** A registry as the server shows it, without its password. */
export type RegistryEntry = Outputs['registries']['list'][number];
