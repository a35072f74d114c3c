import { platformName } from '@nanoedge/archive';

/**
 * What a device runs, as Docker names it; kernels and engines have other words for the same. Null
 * stays null.
 */
export const dockerArchitecture = (name: string | null): string | null =>
  name === null ? null : platformName({ architecture: name });
