import { useEffect, useRef } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { MeetingDraft } from './meeting-draft.ts';
import { isSameTime, readTimes, typedTimes } from './typed-times.ts';

const timeFields = ['date', 'start', 'end', 'startTurn', 'endTurn', 'overnight'] as const;

/**
 * When the site gets another time zone while the form is open, times that nobody touched keep their
 * moment and read as the new clock has them; what was typed stays as it was typed.
 */
export const useFollowZone = (form: UseFormReturn<MeetingDraft>, zone: string): void => {
  const proposed = useRef({ zone, times: form.getValues() });
  useEffect(() => {
    const before = proposed.current;
    if (before.zone === zone) return;
    const isUntouched = isSameTime(form.getValues(), before.times);
    const { span } = readTimes(before.times, before.zone);
    const times = { ...before.times, ...(span === null ? {} : typedTimes(span, zone)) };
    proposed.current = { zone, times };
    if (isUntouched) for (const field of timeFields) form.setValue(field, times[field]);
  }, [form, zone]);
};
