import type { TimeZone } from '@nanoedge/protocol';

interface Span {
  startsAt: number;
  endsAt: number;
}

const dayMs = 24 * 3_600_000;

/** Writes the day of a moment so that days compare as texts; null for a zone that is not known. */
const dayWriter = (zone: TimeZone): Intl.DateTimeFormat | null => {
  try {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: zone });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** Says what touches the day of a moment in a zone; where it is not known, in any zone. */
export class TodayOf {
  readonly #writer: Intl.DateTimeFormat | null;

  constructor(zone: TimeZone | undefined) {
    this.#writer = zone === undefined ? null : dayWriter(zone);
  }

  touches({ startsAt, endsAt }: Span, now: number): boolean {
    const writer = this.#writer;
    if (writer === null) return endsAt > now - dayMs && startsAt < now + dayMs;
    const today = writer.format(now);
    return writer.format(startsAt) <= today && writer.format(endsAt - 1) >= today;
  }
}
