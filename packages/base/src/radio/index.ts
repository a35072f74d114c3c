export * from './heard.ts';
export * from './radio-model.ts';
export * from './seeded.ts';
export * from './way.ts';
