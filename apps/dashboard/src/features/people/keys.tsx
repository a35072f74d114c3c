'use client';

import { keyWords } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { KeyRound, X } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';

type Person = Outputs['people']['list'][number];
type Key = Person['keys'][number];

const AddKey = ({ person }: { person: Person }) => {
  const trpc = useTRPC();
  const form = useForm({ defaultValues: { key: '', label: '' } });
  const { errors, isSubmitting } = form.formState;
  const add = useMutation(trpc.people.addKey.mutationOptions());
  const submit = form.handleSubmit(async (typed) => {
    const [key, label] = [typed.key.trim(), typed.label.trim()];
    try {
      await add.mutateAsync({ person: person.id, key, ...(label === '' ? {} : { label }) });
      form.reset();
    } catch (error) {
      form.setError('key', { message: problemText(error) }, { shouldFocus: true });
    }
  });
  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="grid gap-3 p-3 sm:grid-cols-[2fr_1fr_auto] sm:items-start"
    >
      <TextField
        id="new-key"
        label={keyWords.add}
        field={form.register('key')}
        error={errors.key?.message}
        hint={keyWords.addHint}
        required
        maxLength={64}
        className="font-mono"
      />
      <TextField
        id="new-key-label"
        label={keyWords.label}
        field={form.register('label')}
        maxLength={80}
        placeholder={keyWords.labelExample}
      />
      <Button type="submit" className="sm:mt-5" disabled={isSubmitting}>
        {isSubmitting ? keyWords.adding : keyWords.addNow}
      </Button>
    </form>
  );
};

const RemoveKey = ({
  person,
  target,
  onClose,
}: {
  person: Person;
  target: Key | null;
  onClose: () => void;
}) => {
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.people.removeKey.mutationOptions({
      onError: (error) => toast.error(problemText(error)),
      onSuccess: onClose,
    }),
  );
  return (
    <Dialog
      open={target !== null}
      onClose={onClose}
      title={keyWords.removeTitle}
      description={keyWords.removeWhat(person.name, target?.shown)}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{keyWords.keep}</Button>
        <Button
          tone="danger"
          disabled={remove.isPending}
          onClick={() =>
            target === null ? undefined : remove.mutate({ person: person.id, key: target.id })
          }
        >
          {keyWords.remove}
        </Button>
      </div>
    </Dialog>
  );
};

/** The keys somebody carries; administrators add and remove them. */
export const Keys = ({ person, mayEdit }: { person: Person; mayEdit: boolean }) => {
  const [removing, setRemoving] = useState<Key | null>(null);
  return (
    <Panel title={keyWords.title}>
      {person.keys.length === 0 ? (
        <p className="border-b border-line p-3 text-ink-soft">{keyWords.none(person.name)}</p>
      ) : null}
      <ul>
        {person.keys.map((key) => (
          <li
            key={key.id}
            data-testid="key-row"
            className="flex h-11 items-center gap-2.5 border-b border-line px-3"
          >
            <KeyRound aria-hidden className="size-4 text-ink-faint" />
            <code className="truncate">{key.shown}</code>
            <span className="truncate text-ink-soft">{key.label ?? ''}</span>
            <span className="ml-auto text-xs whitespace-nowrap text-ink-soft">
              {keyWords.added} <Ago at={key.addedAt} />
            </span>
            {mayEdit ? (
              <Button
                tone="ghost"
                size="icon"
                aria-label={keyWords.removeKey(key.shown)}
                onClick={() => setRemoving(key)}
              >
                <X aria-hidden />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayEdit ? <AddKey person={person} /> : null}
      <RemoveKey person={person} target={removing} onClose={() => setRemoving(null)} />
    </Panel>
  );
};
