import type { MergeRules } from '@nanoedge/base';
import type { DevicePlace } from '../../db/schema/index.ts';

/** Name and zone of a device go each by itself. */
export const placeRules: MergeRules<DevicePlace> = { name: 'value', zone: 'value' };
