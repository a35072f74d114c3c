import { offsetAt, timeZones } from '@nanoedge/base';
import { settingsWords } from '@nanoedge/words';

/** A zone that can be chosen; empty: that of the installation. */
export interface ZoneChoice {
  value: string;
  label: string;
  /** Words that find it, in small letters. */
  finds: string;
}

/** +05:30 as people type it, too: +5:30; +02:00 as +2. */
const shortOffset = (offset: string): string =>
  offset.replace(/^([+-])0/, '$1').replace(/:00$/, '');

const choiceOf = (zone: string, at: number): ZoneChoice => {
  const offset = offsetAt(at, zone);
  const label = settingsWords.zoneAndOffset(zone, offset);
  return {
    value: zone,
    label,
    finds: `${zone} ${label} utc${shortOffset(offset)} ${shortOffset(offset)}`.toLowerCase(),
  };
};

/**
 * Every zone of the calendar with how far it is from UTC at `at` (epoch ms), the installation's
 * first; `chosen` as well where the calendar does not list it.
 */
export const zoneChoices = (
  { chosen, ofInstallation }: { chosen: string; ofInstallation: string },
  at: number,
): ZoneChoice[] => {
  const listed = timeZones();
  const all = chosen === '' || listed.includes(chosen) ? listed : [chosen, ...listed];
  const own = choiceOf(ofInstallation, at);
  const first = { ...own, value: '', label: settingsWords.ofInstallation(own.label) };
  return [first, ...all.map((zone) => choiceOf(zone, at))];
};

/** A choice stays while it has every word that was typed. */
export const isFound = ({ finds, label }: ZoneChoice, typed: string): boolean =>
  typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => finds.includes(word) || label.toLowerCase().includes(word));
