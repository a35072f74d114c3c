export * from './bytes.ts';
export * from './ids.ts';
export * from './image-size.ts';
export * from './moments.ts';
export * from './numbers.ts';
export * from './spans.ts';
