'use client';

import { accountsWords, untilWhen } from '@nanoedge/words';
import { Check, Copy } from 'lucide-react';
import { useId } from 'react';
import { useWithOwnTime } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { useCopying } from '@/components/ui/copy.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field } from '@/components/ui/field.tsx';
import { Input } from '@/components/ui/input.tsx';
import type { ToldLink } from './invite-account.tsx';

const words = accountsWords.link;

/** The link that was just made, to be copied and given to whom it is for. */
export const ToldLinkDialog = ({ told, onClose }: { told: ToldLink; onClose: () => void }) => {
  const id = useId();
  const withOwn = useWithOwnTime();
  const { kind, name, until } = told.link;
  const { copying, copy } = useCopying(told.url);
  return (
    <Dialog open onClose={onClose} title={words[kind](name)}>
      <div className="flex flex-col gap-3">
        <p>{words.give}</p>
        <Field
          id={id}
          label={words.what}
          hint={words.until(withOwn((clock) => untilWhen(until, clock)))}
        >
          <Input
            id={id}
            value={told.url}
            readOnly
            data-testid="told-link"
            className="font-mono text-xs"
            aria-describedby={`${id}-hint`}
            onFocus={({ target }) => target.select()}
          />
        </Field>
        <p role="status" className="text-xs text-attention empty:hidden">
          {copying === 'failed' ? words.notCopied : ''}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{words.done}</Button>
          <Button tone="primary" onClick={() => void copy()}>
            {copying === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
            {copying === 'copied' ? words.copied : words.copy}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
