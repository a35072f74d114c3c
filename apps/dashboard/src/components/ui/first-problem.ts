'use client';

import { type RefObject, useEffect, useRef } from 'react';

/**
 * Takes the focus to the first field that is wrong, each time that the form was sent in vain.
 * `sent`: how often it was sent.
 */
export const useFirstProblem = (sent: number): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (sent > 0) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [sent]);
  return form;
};
