'use client';

import { isTimeZone, ownZone } from '@nanoedge/base';
import { type WallClock, withOwnTime } from '@nanoedge/words';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import type { Outputs } from '@/browser/api/trpc.ts';
import { type About, can } from '@/policy/can.ts';
import type { Action } from '@/policy/table.ts';

export type SiteDetail = Outputs['site']['get'];
export type Me = Outputs['me']['get'];

interface Place {
  site: SiteDetail;
  me: Me;
  /** Whether their browser has twice twelve hours a day; absent: as the language has it. */
  hour12?: boolean;
}

const PlaceContext = createContext<Place | null>(null);

/** Gives every page its site and the one who looks at it. */
export const PlaceProvider = ({ site, me, hour12, children }: Place & { children: ReactNode }) => (
  <PlaceContext value={{ site, me, ...(hour12 === undefined ? {} : { hour12 }) }}>
    {children}
  </PlaceContext>
);

const usePlace = (): Place => {
  const place = useContext(PlaceContext);
  if (place === null) throw new OutsideShell();
  return place;
};

/** The site that is shown. */
export const useSite = (): SiteDetail => usePlace().site;

/**
 * The clock of the site, by which every time is written, and that of whoever looks. Where there is
 * no site yet, or its zone is none that the browser knows, both are theirs.
 */
export const useClocks = (): { site: WallClock; own: WallClock } => {
  const place = useContext(PlaceContext);
  const hour12 = place?.hour12;
  const own = ownZone();
  const said = place?.site.timeZone ?? own;
  const there = isTimeZone(said) ? said : own;
  return useMemo(() => {
    const look = hour12 === undefined ? {} : { hour12 };
    return { site: { zone: there, ...look }, own: { zone: own, ...look } };
  }, [there, own, hour12]);
};

/** Writes a moment in the site's time, and beside it in the reader's own where that differs. */
export const useWithOwnTime = (): ((write: (clock: WallClock) => string) => string) => {
  const clocks = useClocks();
  return (write) => withOwnTime(write, clocks);
};

/** The one who is signed in. */
export const useMe = (): Me => usePlace().me;

/** Whether whoever looks may do something, to what is of the site that is shown. */
export type May = (action: Action) => boolean;

/** What may whoever looks do? Decided as the dashboard does when it is asked. */
export const useMay = (): May => {
  const { me, site } = usePlace();
  return useCallback(
    <A extends Action>(action: A) =>
      can({ ...me, user: me.id }, action, ...([{ site: site.id }] as unknown as About<A>)),
    [me, site.id],
  );
};

class OutsideShell extends Error {
  constructor() {
    super('this component needs the app shell around it');
    this.name = 'OutsideShell';
  }
}
