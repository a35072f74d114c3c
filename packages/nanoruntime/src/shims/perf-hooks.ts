import { now } from 'nano:sys';

const origin = now();

export const performance = {
  timeOrigin: Date.now(),
  now: (): number => now() - origin,
};

export default { performance };
