import { isTimeZone, ownZone } from '@nanoedge/base';
import type { DisplaySpec } from '@nanoedge/protocol';
import { hasTwelveHours, type WallClock } from '@nanoedge/words';

/**
 * The clock of the room: that of its site. A screen whose dashboard does not say it, or whose
 * browser does not know the zone, goes by its own. The browser's locale says how hours are told.
 */
export const screenClock = (
  display: Pick<DisplaySpec, 'timeZone'> | null,
  locale: string,
): WallClock => {
  const said = display?.timeZone;
  const zone = said !== undefined && isTimeZone(said) ? said : ownZone();
  return { zone, hour12: hasTwelveHours(locale) };
};
