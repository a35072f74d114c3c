export * from './flood.ts';
export * from './large-manifest.ts';
