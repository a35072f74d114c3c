import type { parse } from '@nanoedge/protocol';

/** A schema of the protocol, and the type of what it lets through. */
export type Schema = Parameters<typeof parse>[0];
export type Output<T extends Schema> = ReturnType<typeof parse<T>>;
