'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { meetingFormWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { Controller, FormProvider, useForm, useFormContext, useWatch } from 'react-hook-form';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { BothVersions } from '@/components/ui/both-versions.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import type { MeetingMeanwhile } from './meanwhile.ts';
import { fieldOf, type MeetingDraft, meetingDraftRules } from './meeting-draft.ts';
import { readTimes } from './typed-times.ts';
import { useTypedTimes, When } from './when-fields.tsx';
import { detailText, problemOf } from '@/browser/api/problem.ts';
import { useClocks, useSite } from '@/browser/site/site.tsx';
import { useTRPC } from '@/browser/api/trpc.ts';
import { ContentField } from './content-field.tsx';
import { ParticipantsField } from './participants-field.tsx';
import { RoomField } from './room-field.tsx';
import { TakePart } from './take-part.tsx';
import { useFollowZone } from './use-follow-zone.ts';

const What = () => {
  const { register, formState } = useFormContext<MeetingDraft>();
  return (
    <TextField
      id="title"
      label={meetingFormWords.title}
      field={register('title')}
      error={formState.errors.title?.message}
      autoFocus
      className="h-10"
    />
  );
};

const Where = ({ except }: { except: string | undefined }) => {
  const { control, formState } = useFormContext<MeetingDraft>();
  const { zone } = useClocks().site;
  const typed = useTypedTimes(control);
  return (
    <Controller
      control={control}
      name="room"
      render={({ field }) => (
        <RoomField
          span={readTimes(typed, zone).span}
          except={except}
          value={field.value}
          onChange={field.onChange}
          error={formState.errors.room?.message}
        />
      )}
    />
  );
};

const Who = ({ deleted }: { deleted: readonly string[] }) => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const people = useQuery(trpc.people.list.queryOptions({ site }));
  const { control, formState } = useFormContext<MeetingDraft>();
  return (
    <Controller
      control={control}
      name="participants"
      render={({ field }) => (
        <div className="flex min-w-0 flex-col gap-1">
          <ParticipantsField
            people={people.data ?? []}
            value={field.value}
            onChange={field.onChange}
            error={formState.errors.participants?.message}
          />
          <TakePart people={people.data ?? []} value={field.value} onChange={field.onChange} />
          {deleted.length === 0 ? null : (
            <p className="text-xs text-ink-soft">{meetingFormWords.deleted(deleted)}</p>
          )}
          <p className="text-xs text-ink-soft">{meetingFormWords.strangers}</p>
        </div>
      )}
    />
  );
};

const Content = () => {
  const { control, formState, getValues, setValue } = useFormContext<MeetingDraft>();
  const content = useWatch({ control, name: 'content' });
  return (
    <ContentField
      content={content}
      change={(update) => setValue('content', update(getValues('content')), { shouldDirty: true })}
      error={formState.errors.content?.message}
    />
  );
};

const Actions = ({ action, back }: { action: string; back: string }) => {
  const { control, formState } = useFormContext<MeetingDraft>();
  const { errors, isSubmitting } = formState;
  const content = useWatch({ control, name: 'content' });
  const uploading = content.some(({ state }) => state === 'uploading');
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line pt-4 lg:col-span-2">
      <Button type="submit" tone="primary" size="lg" disabled={isSubmitting || uploading}>
        {uploading ? meetingFormWords.waiting : isSubmitting ? meetingFormWords.saving : action}
      </Button>
      <Link href={back} className={buttonLook({ tone: 'ghost', size: 'lg' })}>
        {meetingFormWords.cancel}
      </Link>
      {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
    </div>
  );
};

/**
 * The whole meeting on one screen. `send` stores it; what the server refuses is shown at its field,
 * and what others changed meanwhile above them all.
 */
export const MeetingForm = ({
  draft,
  deleted = [],
  except,
  send,
  action,
  back,
}: {
  draft: MeetingDraft;
  /** Names of those who were invited and deleted since. */
  deleted?: readonly string[];
  except?: string;
  send: (draft: MeetingDraft) => Promise<MeetingMeanwhile | null>;
  action: string;
  back: string;
}) => {
  const { site: clock } = useClocks();
  const form = useForm<MeetingDraft>({
    defaultValues: draft,
    resolver: zodResolver(meetingDraftRules(clock)),
    mode: 'onTouched',
  });
  useFollowZone(form, clock.zone);
  const [meanwhile, setMeanwhile] = useState<MeetingMeanwhile | null>(null);
  const take = (change: Partial<MeetingDraft>) => {
    for (const [field, value] of Object.entries(change))
      form.setValue(field as keyof MeetingDraft, value, { shouldDirty: true });
  };
  const submit = form.handleSubmit(async (values) => {
    try {
      const found = await send(values);
      setMeanwhile(found);
      if (found !== null) take(found.draft);
    } catch (error) {
      const problem = problemOf(error);
      form.setError(fieldOf(problem.field) ?? 'root', { message: detailText(problem) });
    }
  });
  return (
    <FormProvider {...form}>
      <form
        onSubmit={(event) => void submit(event)}
        noValidate
        className="mx-4 grid gap-6 rounded-lg border border-line bg-surface p-4 md:mx-6 md:p-6 lg:max-w-5xl lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
      >
        {meanwhile === null ? null : (
          <div className="min-w-0 lg:col-span-2">
            <BothVersions
              key={form.formState.submitCount}
              by={meanwhile.by}
              fields={meanwhile.fields}
              also={meanwhile.also}
              onChoose={(id, side) => take(meanwhile.take(id, side))}
            />
          </div>
        )}
        <div className="flex min-w-0 flex-col gap-4">
          <What />
          <When />
          <Where except={except} />
          <Who deleted={deleted} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Content />
        </div>
        <Actions action={action} back={back} />
      </form>
    </FormProvider>
  );
};
