'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Outputs } from '@/browser/api/trpc.ts';

export type SiteDetail = Outputs['site']['get'];
export type Me = Outputs['me']['get'];

interface Place {
  site: SiteDetail;
  me: Me;
}

const PlaceContext = createContext<Place | null>(null);

/** Gives every page its site and the one who looks at it. */
export const PlaceProvider = ({ site, me, children }: Place & { children: ReactNode }) => (
  <PlaceContext value={{ site, me }}>{children}</PlaceContext>
);

const usePlace = (): Place => {
  const place = useContext(PlaceContext);
  if (place === null) throw new OutsideShell();
  return place;
};

/** The site that is shown. */
export const useSite = (): SiteDetail => usePlace().site;

/** The one who is signed in. */
export const useMe = (): Me => usePlace().me;

class OutsideShell extends Error {
  constructor() {
    super('this component needs the app shell around it');
    this.name = 'OutsideShell';
  }
}
