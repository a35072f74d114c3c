export * from './flood.ts';
export * from './large-manifest.ts';
export * from './protected-request.ts';
export * from './raw-speaker.ts';
