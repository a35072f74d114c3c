'use client';

import { maxContentBytes, maxContentItems } from '@nanoedge/base';
import { contentWords, formatLimit, linkWords, textWords } from '@nanoedge/words';
import { Link2, NotebookPen } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { ChooseFiles, FileDrop } from '@/components/ui/file-drop.tsx';
import { type DraftContent, moved } from './content-draft.ts';
import { AddLink, AddText } from './content-dialogs.tsx';
import { ContentRows } from './content-rows.tsx';
import { type ChangeContent, useUploads } from './use-uploads.ts';

const accepted =
  '.pdf,.png,.jpg,.jpeg,.gif,.webp,.avif,.md,.markdown,.txt,application/pdf,image/png,image/jpeg,image/gif,image/webp,image/avif,text/markdown';

/** What is added by typing, in a dialog of its own. */
type Typed = 'link' | 'text';

const Invitation = ({ onType }: { onType: (what: Typed) => void }) => (
  <>
    <p className="text-ink-soft">
      {contentWords.drop(formatLimit(maxContentBytes), maxContentItems)}
    </p>
    <div className="flex flex-wrap justify-center gap-2">
      <ChooseFiles>{contentWords.chooseFiles}</ChooseFiles>
      <Button size="sm" onClick={() => onType('link')}>
        <Link2 aria-hidden /> {linkWords.title}
      </Button>
      <Button size="sm" onClick={() => onType('text')}>
        <NotebookPen aria-hidden /> {textWords.title}
      </Button>
    </div>
  </>
);

/** Drop zone, links and typed text, and the list of what was added. */
export const ContentField = ({
  content,
  change,
  error,
}: {
  content: DraftContent[];
  change: ChangeContent;
  error: string | undefined;
}) => {
  const [typing, setTyping] = useState<Typed | null>(null);
  const { send, again } = useUploads(change);
  const addLink = (link: { name: string; url: string }) =>
    change((items) => [
      ...items,
      { key: crypto.randomUUID(), state: 'ready', kind: 'link', ...link },
    ]);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-soft">{contentWords.legend}</legend>
      <ContentRows
        content={content}
        onMove={(key, by) => change((items) => moved(items, key, by))}
        onRetry={(key, file) => void again(file, key)}
        onRemove={(key) => change((items) => items.filter((item) => item.key !== key))}
      />
      <FileDrop multiple accept={accepted} onFiles={(files) => void send(files)}>
        <Invitation onType={setTyping} />
      </FileDrop>
      {error === undefined ? null : <FieldError>{error}</FieldError>}
      <AddLink open={typing === 'link'} onClose={() => setTyping(null)} onAdd={addLink} />
      <AddText
        open={typing === 'text'}
        onClose={() => setTyping(null)}
        onAdd={(file) => void send([file])}
      />
    </fieldset>
  );
};
