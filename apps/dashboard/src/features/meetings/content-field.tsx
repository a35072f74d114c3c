'use client';

import { maxContentBytes } from '@nanoedge/base';
import { contentWords, formatLimit, linkWords, textWords } from '@nanoedge/words';
import { FileUp, Link2, NotebookPen } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { FieldError } from '@/components/ui/field.tsx';
import { type DraftContent, moved } from './content-draft.ts';
import { upload } from './upload-content.ts';
import { AddLink, AddText } from './content-dialogs.tsx';
import { ContentRows } from './content-rows.tsx';

type Change = (update: (content: DraftContent[]) => DraftContent[]) => void;

const accepted =
  '.pdf,.png,.jpg,.jpeg,.gif,.webp,.svg,.md,.markdown,.txt,application/pdf,image/*,text/markdown';

/**
 * Uploads files one after the other, each a row of its own that fills up and then is there, or says
 * why not.
 */
const useUploads = (change: Change) => {
  const one = async (file: File) => {
    const key = crypto.randomUUID();
    const replace = (item: DraftContent) =>
      change((content) => content.map((entry) => (entry.key === key ? item : entry)));
    const uploading = (share: number): DraftContent => ({
      key,
      state: 'uploading',
      name: file.name,
      bytes: file.size,
      share,
    });
    change((content) => [
      ...content.filter((entry) => entry.state !== 'refused' || entry.name !== file.name),
      uploading(0),
    ]);
    const result = await upload(file, (share) => replace(uploading(share)));
    if (!result.ok) {
      replace({ key, state: 'refused', name: file.name, problem: result.problem });
      return;
    }
    const { kind, digest, bytes, name } = result.file;
    replace({ key, state: 'ready', kind, digest, bytes, name });
  };
  return async (files: readonly File[]) => {
    for (const file of files) await one(file);
  };
};

/** Drop zone, links and typed text, and the list of what was added. */
export const ContentField = ({
  content,
  change,
  error,
}: {
  content: DraftContent[];
  change: Change;
  error: string | undefined;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [adding, setAdding] = useState<'link' | 'text' | null>(null);
  const send = useUploads(change);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-xs font-medium text-ink-soft">{contentWords.legend}</legend>
      <ContentRows
        content={content}
        onMove={(key, by) => change((items) => moved(items, key, by))}
        onRemove={(key) => change((items) => items.filter((item) => item.key !== key))}
      />
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          'flex flex-col items-center gap-2 rounded-md border border-dashed border-line-strong p-4 text-center',
          over ? 'border-accent bg-accent-soft' : 'bg-sunken',
        )}
      >
        <p className="text-ink-soft">{contentWords.drop(formatLimit(maxContentBytes))}</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button size="sm" onClick={() => input.current?.click()}>
            <FileUp aria-hidden /> {contentWords.chooseFiles}
          </Button>
          <Button size="sm" onClick={() => setAdding('link')}>
            <Link2 aria-hidden /> {linkWords.title}
          </Button>
          <Button size="sm" onClick={() => setAdding('text')}>
            <NotebookPen aria-hidden /> {textWords.title}
          </Button>
        </div>
        <input
          ref={input}
          type="file"
          multiple
          accept={accepted}
          hidden
          onChange={(event) => {
            void send([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      {error === undefined ? null : <FieldError>{error}</FieldError>}
      <AddLink
        open={adding === 'link'}
        onClose={() => setAdding(null)}
        onAdd={(link) =>
          change((items) => [
            ...items,
            { key: crypto.randomUUID(), state: 'ready', kind: 'link', ...link },
          ])
        }
      />
      <AddText
        open={adding === 'text'}
        onClose={() => setAdding(null)}
        onAdd={(file) => void send([file])}
      />
    </fieldset>
  );
};
