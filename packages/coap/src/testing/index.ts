export * from './large-manifest.ts';
