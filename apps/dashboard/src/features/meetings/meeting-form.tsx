'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { meetingFormWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { describedBy, Field, FieldError } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import { fieldOf, type MeetingDraft, MeetingDraftRules, spanOf } from './meeting-draft.ts';
import { detailText, problemOf } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { ContentField } from './content-field.tsx';
import { ParticipantsField } from './participants-field.tsx';
import { RoomField } from './room-field.tsx';

/**
 * The whole meeting on one screen. `send` stores it; what the server refuses is shown at its field.
 */
export const MeetingForm = ({
  draft,
  except,
  send,
  action,
  back,
}: {
  draft: MeetingDraft;
  except?: string;
  send: (draft: MeetingDraft) => Promise<void>;
  action: string;
  back: string;
}) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const people = useQuery(trpc.people.list.queryOptions({ site }));
  const form = useForm<MeetingDraft>({
    defaultValues: draft,
    resolver: zodResolver(MeetingDraftRules),
    mode: 'onTouched',
  });
  const { errors, isSubmitting } = form.formState;
  const [date, start, end, content] = useWatch({
    control: form.control,
    name: ['date', 'start', 'end', 'content'],
  });
  const uploading = content.some(({ state }) => state === 'uploading');
  const submit = form.handleSubmit(async (values) => {
    try {
      await send(values);
    } catch (error) {
      const problem = problemOf(error);
      form.setError(fieldOf(problem.field) ?? 'root', { message: detailText(problem) });
    }
  });
  const text = (name: 'title' | 'date' | 'start' | 'end') => ({
    id: name,
    ...form.register(name),
    'aria-invalid': errors[name] !== undefined,
    'aria-describedby': describedBy(name, errors[name]?.message),
  });
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className="mx-4 grid gap-6 rounded-lg border border-line bg-surface p-4 md:mx-6 md:p-6 lg:max-w-5xl lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
    >
      <div className="flex min-w-0 flex-col gap-4">
        <Field id="title" label={meetingFormWords.title} error={errors.title?.message}>
          <Input {...text('title')} autoFocus className="h-10" />
        </Field>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-[2fr_1fr_1fr]">
          <div className="col-span-2 sm:col-span-1">
            <Field id="date" label={meetingFormWords.date} error={errors.date?.message}>
              <Input type="date" {...text('date')} />
            </Field>
          </div>
          <Field id="start" label={meetingFormWords.start} error={errors.start?.message}>
            <Input type="time" {...text('start')} />
          </Field>
          <Field id="end" label={meetingFormWords.end} error={errors.end?.message}>
            <Input type="time" {...text('end')} />
          </Field>
        </div>
        <Controller
          control={form.control}
          name="room"
          render={({ field }) => (
            <RoomField
              span={spanOf({ date, start, end })}
              except={except}
              value={field.value}
              onChange={field.onChange}
              error={errors.room?.message}
            />
          )}
        />
        <Controller
          control={form.control}
          name="participants"
          render={({ field }) => (
            <ParticipantsField
              people={people.data ?? []}
              value={field.value}
              onChange={field.onChange}
              error={errors.participants?.message}
            />
          )}
        />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <ContentField
          content={content}
          change={(update) =>
            form.setValue('content', update(form.getValues('content')), { shouldDirty: true })
          }
          error={errors.content?.message}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4 lg:col-span-2">
        <Button type="submit" tone="primary" size="lg" disabled={isSubmitting || uploading}>
          {uploading ? meetingFormWords.waiting : isSubmitting ? meetingFormWords.saving : action}
        </Button>
        <Link href={back} className={buttonLook({ tone: 'ghost', size: 'lg' })}>
          {meetingFormWords.cancel}
        </Link>
        {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
      </div>
    </form>
  );
};
