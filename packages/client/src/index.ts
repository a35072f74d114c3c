export type { Answers } from './read-answers.ts';
export type { ContentUpload, ImageUpload } from './uploads.ts';
export * from './dashboard-client.ts';
export * from './errors.ts';
export * from './session.ts';
