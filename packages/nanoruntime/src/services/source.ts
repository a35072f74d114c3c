import type { NanoserviceManifest, ThingKind } from '@nanoedge/protocol';
import type * as z from 'zod/mini';

/**
 * What is known of one field of a config. `thing`: it names a thing of the device, of this kind;
 * `peer`: it names a deployment that runs this nanoservice. Fields whose schema is ZoneId or RoomId
 * need no such word.
 */
export interface FieldNote {
  note?: string;
  thing?: ThingKind;
  peer?: string;
}

/** By field: every field at the top has a note; one further in is written `rooms.*.display`. */
export type FieldNotes<C> = Record<keyof C & string, FieldNote & { note: string }> &
  Record<`${string}.${string}`, FieldNote>;

/**
 * `manifest.ts` of a nanoservice's folder, as its author writes it. What the image says is made of
 * it: JSON Schema of the config's schema and the notes, and of the fields that name things what the
 * device must have. `memoryMiB` and `pids` are at most what the nanoservice may use.
 */
export interface ManifestSource<T extends z.ZodMiniType = z.ZodMiniType>
  extends Pick<
    NanoserviceManifest,
    | 'name'
    | 'title'
    | 'description'
    | 'volumes'
    | 'peers'
    | 'calls'
    | 'events'
    | 'roster'
    | 'published'
  > {
  /** It reaches the network beyond its device; without it only its gateway and its peers. */
  network?: boolean;
  config: T;
  fields: FieldNotes<z.output<T>>;
  defaults: Partial<z.input<T>>;
  limits: { memoryMiB: number; pids: number };
}
