import * as z from 'zod/mini';

/** Milliseconds since the Unix epoch, as the sender's clock gives them. */
export const EpochMs = z.int().check(z.nonnegative()).brand<'EpochMs'>();
export type EpochMs = z.infer<typeof EpochMs>;

/** A duration in milliseconds; fractions are allowed where a clock gives them. */
export const Milliseconds = z.number().check(z.nonnegative()).brand<'Milliseconds'>();
export type Milliseconds = z.infer<typeof Milliseconds>;

/** A duration in seconds. */
export const Seconds = z.number().check(z.positive(), z.maximum(86_400)).brand<'Seconds'>();
export type Seconds = z.infer<typeof Seconds>;

/** Received signal strength in dBm, as BLE reports it (−127 to 20). */
export const Dbm = z.int().check(z.minimum(-127), z.maximum(20)).brand<'Dbm'>();
export type Dbm = z.infer<typeof Dbm>;

/** A size in bytes. */
export const Bytes = z.int().check(z.nonnegative()).brand<'Bytes'>();
export type Bytes = z.infer<typeof Bytes>;

/** A colour as `#rrggbb`; people get theirs from the Okabe–Ito palette. */
export const Colour = z
  .string()
  .check(z.regex(/^#[0-9a-f]{6}$/, 'a colour is #rrggbb in lower case'))
  .brand<'Colour'>();
export type Colour = z.infer<typeof Colour>;
