import { newerEngine } from '../../cli/lab/newer-engine.ts';
import type { LabDevice } from '../../cli/lab/plan.ts';

/** What runs a lab device's engine inside of its network. */
export const engineCommand = (
  device: Pick<LabDevice, 'isNewer' | 'suite' | 'dataFolder'>,
  config: string,
): string[] => {
  if (!device.isNewer) return ['dockerd', '--config-file', config];
  const { program, args } = newerEngine(device, config);
  return [program, ...args];
};
