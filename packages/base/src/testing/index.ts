export * from './manual-clock.ts';
export * from './set-clock.ts';
export * from './wait-until.ts';
