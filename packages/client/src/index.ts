export type { Answers } from './read-answers.ts';
export * from './dashboard-client.ts';
export * from './errors.ts';
export * from './session.ts';
