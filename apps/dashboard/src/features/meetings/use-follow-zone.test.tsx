// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { useForm } from 'react-hook-form';
import { afterEach, expect, it } from 'vitest';
import { newDraft } from './meeting-draft.ts';
import { useFollowZone } from './use-follow-zone.ts';

afterEach(cleanup);

const nine = Date.parse('2026-11-26T09:00Z');
const ten = Date.parse('2026-11-26T10:00Z');

const openedIn = (opened: string) =>
  renderHook(
    ({ zone }) => {
      const form = useForm({
        defaultValues: newDraft({ start: nine, end: ten, room: 'aurora' }, nine, opened),
      });
      useFollowZone(form, zone);
      return form;
    },
    { initialProps: { zone: opened } },
  );

it('keeps the moment of times that nobody touched when the site gets another zone', () => {
  const { result, rerender } = openedIn('Europe/Berlin');
  rerender({ zone: 'Asia/Tokyo' });
  expect(result.current.getValues()).toMatchObject({
    date: '2026-11-26',
    start: '18:00',
    end: '19:00',
  });
  rerender({ zone: 'Pacific/Auckland' });
  expect(result.current.getValues()).toMatchObject({ start: '22:00', end: '23:00' });
  expect(result.current.formState.isDirty).toBe(false);
});

it('keeps what was typed as it was typed', () => {
  const { result, rerender } = openedIn('Europe/Berlin');
  act(() => result.current.setValue('start', '10:30', { shouldDirty: true }));
  rerender({ zone: 'Asia/Tokyo' });
  expect(result.current.getValues()).toMatchObject({
    date: '2026-11-26',
    start: '10:30',
    end: '11:00',
  });
});
