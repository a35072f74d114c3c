'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { Input, Textarea } from '@/components/ui/input.tsx';
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
const alone = (action: () => void) => (event: FormEvent) => {
  event.preventDefault();
  event.stopPropagation();
  action();
};

const LinkForm = ({ onDone }: { onDone: (link: { name: string; url: string }) => void }) => {
  const [url, setUrl] = useState('');
  const [name, setName] = useState('');
  const [error, setError] = useState<string | undefined>();
  const submit = () => {
    const parsed = URL.parse(url.trim());
    if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) {
      setError('A link starts with http:// or https://');
      return;
    }
    onDone({ url: url.trim(), name: name.trim() === '' ? parsed.host : name.trim() });
  };
  return (
    <form onSubmit={alone(submit)} className="flex flex-col gap-4" noValidate>
      <Field id="link-url" label="Link address" error={error}>
        <Input
          id="link-url"
          inputMode="url"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy('link-url', error)}
          placeholder="https://"
        />
      </Field>
      <Field id="link-name" label="Name on the screen" hint="Empty: the address’s host">
        <Input
          id="link-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          aria-describedby="link-name-hint"
        />
      </Field>
      <Button tone="primary" type="submit">
        Add link
      </Button>
    </form>
  );
};

/** Asks for a link. */
export const AddLink = ({ open, onClose, onAdd }: DialogProps<{ name: string; url: string }>) => (
  <Dialog
    open={open}
    onClose={onClose}
    title="Add a link"
    description="The room screen shows the page behind it."
  >
    <LinkForm
      onDone={(link) => {
        onAdd(link);
        onClose();
      }}
    />
  </Dialog>
);

const TextForm = ({ onDone }: { onDone: (file: File) => void }) => {
  const [name, setName] = useState('Agenda');
  const [text, setText] = useState('');
  const fileName = /\.(md|markdown)$/i.test(name) ? name : `${name.trim() || 'Text'}.md`;
  return (
    <form
      onSubmit={alone(() => onDone(new File([text], fileName, { type: 'text/markdown' })))}
      className="flex flex-col gap-4"
    >
      <Field id="text-name" label="Name of the text">
        <Input
          id="text-name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          maxLength={190}
        />
      </Field>
      <Field id="text-body" label="Text in Markdown" hint="# heading, - list, **bold**">
        <Textarea
          id="text-body"
          value={text}
          onChange={(event) => setText(event.target.value)}
          required
          aria-describedby="text-body-hint"
        />
      </Field>
      {text.trim() === '' ? null : (
        <div className="max-h-48 overflow-y-auto rounded-md border border-line bg-sunken px-3">
          <MarkdownText text={text} />
        </div>
      )}
      <Button tone="primary" type="submit">
        Add text
      </Button>
    </form>
  );
};

/** Takes a Markdown text that is typed in place. */
export const AddText = ({ open, onClose, onAdd }: DialogProps<File>) => (
  <Dialog
    open={open}
    onClose={onClose}
    title="Write a text"
    description="It is shown on the room screen as you see it below."
  >
    <TextForm
      onDone={(file) => {
        onAdd(file);
        onClose();
      }}
    />
  </Dialog>
);
