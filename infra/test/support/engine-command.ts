import { newerEngine } from '../../cli/lab/newer-engine.ts';

/** What runs a lab device's engine inside of its network. */
export const engineCommand = (
  { isNewer, dataFolder }: { isNewer: boolean; dataFolder: string },
  config: string,
): string[] => {
  if (!isNewer) return ['dockerd', '--config-file', config];
  const { program, args } = newerEngine(dataFolder, config);
  return [program, ...args];
};
