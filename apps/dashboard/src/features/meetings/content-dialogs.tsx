'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { linkWords, textWords } from '@nanoedge/words';
import type { FormEvent } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import * as z from 'zod';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Textarea } from '@/components/ui/input.tsx';
import { TextField } from '@/components/ui/text-field.tsx';
import { MarkdownText } from './content-view.tsx';

interface DialogProps<T> {
  open: boolean;
  onClose: () => void;
  onAdd: (value: T) => void;
}

/**
 * A dialog's form lives inside the page's form as React sees it, so its submit must not reach that
 * one.
 */
const alone =
  (submit: (event: FormEvent) => Promise<void>) =>
  (event: FormEvent): void => {
    event.stopPropagation();
    void submit(event);
  };

const isLink = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

const LinkRules = z
  .object({
    url: z.string().trim().refine(isLink, linkWords.wrongStart),
    name: z.string().trim(),
  })
  // Without a name of its own a link is called after its host
  .transform(({ url, name }) => ({ url, name: name === '' ? new URL(url).host : name }));

const LinkForm = ({ onDone }: { onDone: (link: { name: string; url: string }) => void }) => {
  const form = useForm({
    defaultValues: { url: '', name: '' },
    resolver: zodResolver(LinkRules),
  });
  const submit = form.handleSubmit(onDone);
  return (
    <form onSubmit={alone(submit)} className="flex flex-col gap-4" noValidate>
      <TextField
        id="link-url"
        label={linkWords.address}
        field={form.register('url')}
        error={form.formState.errors.url?.message}
        inputMode="url"
        placeholder={linkWords.placeholder}
      />
      <TextField
        id="link-name"
        label={linkWords.name}
        field={form.register('name')}
        hint={linkWords.nameHint}
        maxLength={200}
      />
      <Button tone="primary" type="submit">
        {linkWords.add}
      </Button>
    </form>
  );
};

/** Asks for a link. */
export const AddLink = ({ open, onClose, onAdd }: DialogProps<{ name: string; url: string }>) => (
  <Dialog open={open} onClose={onClose} title={linkWords.title} description={linkWords.description}>
    <LinkForm
      onDone={(link) => {
        onAdd(link);
        onClose();
      }}
    />
  </Dialog>
);

const TextForm = ({ onDone }: { onDone: (file: File) => void }) => {
  const form = useForm({ defaultValues: { name: textWords.usualName, text: '' } });
  const text = useWatch({ control: form.control, name: 'text' });
  const submit = form.handleSubmit((typed) => {
    const { name } = typed;
    const fileName = /\.(md|markdown)$/i.test(name)
      ? name
      : `${name.trim() || textWords.nameless}.md`;
    onDone(new File([typed.text], fileName, { type: 'text/markdown' }));
  });
  return (
    <form onSubmit={alone(submit)} className="flex flex-col gap-4">
      <TextField
        id="text-name"
        label={textWords.name}
        field={form.register('name')}
        required
        maxLength={190}
      />
      <Field id="text-body" label={textWords.body} hint={textWords.bodyHint}>
        <Textarea
          id="text-body"
          required
          aria-describedby="text-body-hint"
          {...form.register('text')}
        />
      </Field>
      {text.trim() === '' ? null : (
        <div className="max-h-48 overflow-y-auto rounded-md border border-line bg-sunken px-3">
          <MarkdownText text={text} />
        </div>
      )}
      <Button tone="primary" type="submit">
        {textWords.add}
      </Button>
    </form>
  );
};

/** Takes a Markdown text that is typed in place. */
export const AddText = ({ open, onClose, onAdd }: DialogProps<File>) => (
  <Dialog open={open} onClose={onClose} title={textWords.title} description={textWords.description}>
    <TextForm
      onDone={(file) => {
        onAdd(file);
        onClose();
      }}
    />
  </Dialog>
);
