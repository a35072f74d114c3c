export * from './manual-clock.ts';
export * from './wait-until.ts';
