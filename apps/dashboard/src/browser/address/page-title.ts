'use client';

import { tabTitle } from '@nanoedge/words';
import { useEffect } from 'react';

/** Names the tab after the object once it is known; until then the route's own title stands. */
export const usePageTitle = (title: string | null): void => {
  useEffect(() => {
    if (title !== null) document.title = tabTitle(title);
  }, [title]);
};
