'use client';

import { commonWords } from '@nanoedge/words';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field, FieldError } from './field.tsx';
import { Input } from './input.tsx';

/** Asks once before something is done. With `typed`, that word must be typed first. */
export const Confirm = ({
  open,
  onClose,
  title,
  children,
  action,
  busy = false,
  error,
  typed,
  danger = true,
  onConfirm,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  action: string;
  busy?: boolean;
  error?: string | undefined;
  typed?: string | undefined;
  danger?: boolean;
  onConfirm: () => void;
}) => {
  const id = useId();
  const [text, setText] = useState('');
  const ready = typed === undefined || text.trim() === typed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onConfirm();
  };
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <div className="flex flex-col gap-2 text-ink-soft">{children}</div>
        {typed === undefined ? null : (
          <Field id={id} label={commonWords.typeToConfirm(typed)}>
            <Input
              id={id}
              value={text}
              onChange={(event) => setText(event.target.value)}
              autoComplete="off"
              className="font-mono"
            />
          </Field>
        )}
        {error === undefined ? null : <FieldError>{error}</FieldError>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{commonWords.keep}</Button>
          <Button tone={danger ? 'danger' : 'primary'} type="submit" disabled={busy || !ready}>
            {busy ? commonWords.asking : action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
