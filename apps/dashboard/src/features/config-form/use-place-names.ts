'use client';

import { useMemo } from 'react';
import { useSite } from '@/browser/site/site.tsx';

/**
 * What to suggest for a text by the name of its field: the site's zones and rooms, and the names of
 * things.
 */
export const usePlaceNames = (): ((key: string) => readonly string[]) => {
  const { plan, rooms } = useSite();
  return useMemo(() => {
    const zones = plan.zones.map(({ id }) => String(id));
    const things = (kind: string) => [
      ...new Set(
        plan.things.filter((entry) => entry.kind === kind).map(({ thing }) => String(thing)),
      ),
    ];
    const known = new Map<string, readonly string[]>([
      ['zone', zones],
      ['from', zones],
      ['to', zones],
      ['room', rooms.map(({ id }) => String(id))],
      ['motion', things('motion')],
      ['ble', things('ble')],
      ['lights', things('lights')],
      ['screen', things('screen')],
    ]);
    return (key) => known.get(key) ?? [];
  }, [plan, rooms]);
};
