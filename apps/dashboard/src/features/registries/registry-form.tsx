'use client';

import { registriesWords, registryFormWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { type Control, Controller, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { problemOf } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { showRefusal, withRemedy } from '@/browser/forms/refusal.ts';
import { Button } from '@/components/ui/button.tsx';
import { Checkbox } from '@/components/ui/checkbox.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import type { RegistryEntry } from './registry-entry.ts';

interface RegistryDraft {
  host: string;
  username: string;
  password: string;
  plain: boolean;
}

const inputs = ['host', 'username', 'password'] as const;

const Plain = ({ control }: { control: Control<RegistryDraft> }) => (
  <Controller
    control={control}
    name="plain"
    render={({ field: { value, onChange } }) => (
      <div>
        <Checkbox checked={value} onChange={onChange}>
          {registryFormWords.plain}
        </Checkbox>
        <p className="pl-6 text-xs text-ink-soft">{registryFormWords.plainHint}</p>
      </div>
    )}
  />
);

/** A registry that is new (`entry` null), or another password for one that is there. */
export const RegistryForm = ({
  entry,
  onDone,
}: {
  entry: RegistryEntry | null;
  onDone: () => void;
}) => {
  const trpc = useTRPC();
  const add = useMutation(trpc.registries.add.mutationOptions());
  const replace = useMutation(trpc.registries.replace.mutationOptions());
  const form = useForm<RegistryDraft>({
    defaultValues: {
      host: entry?.host ?? '',
      username: entry?.username ?? '',
      password: '',
      plain: entry?.plain ?? false,
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (typed) => {
    try {
      const { host } = await (entry === null ? add : replace).mutateAsync(typed);
      toast((entry === null ? registriesWords.added : registriesWords.replaced)(host));
      onDone();
    } catch (error) {
      const problem = problemOf(error);
      const input = inputs.find((one) => one === problem.field) ?? null;
      const isShown = input !== 'host' || entry === null;
      showRefusal(form.setError, withRemedy(problem), isShown ? input : null);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {entry === null ? (
        <TextField
          id="registry-host"
          label={registryFormWords.host}
          field={form.register('host')}
          error={errors.host?.message}
          hint={registryFormWords.hostHint}
          required
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      ) : null}
      <TextField
        id="registry-username"
        label={registryFormWords.username}
        field={form.register('username')}
        error={errors.username?.message}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        id="registry-password"
        label={registryFormWords.password}
        field={form.register('password')}
        error={errors.password?.message}
        hint={registryFormWords.passwordHint}
        type="password"
        autoComplete="new-password"
      />
      <Plain control={form.control} />
      {errors.root?.message === undefined ? null : <FieldError>{errors.root.message}</FieldError>}
      <Button tone="primary" type="submit" disabled={isSubmitting}>
        {isSubmitting ? registryFormWords.saving : registryFormWords.save}
      </Button>
    </form>
  );
};
