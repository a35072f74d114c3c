'use client';

import { contentKindWord, contentWords, formatBytes, percent, previewWords } from '@nanoedge/words';
import { ArrowDown, ArrowUp, Eye, RotateCw, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { contentHref, type DraftContent } from './content-draft.ts';
import { Thumbnail } from './content-view.tsx';
import { RoomPreview } from './room-preview.tsx';

interface Handlers {
  onMove: (key: string, by: -1 | 1) => void;
  onRemove: (key: string) => void;
  onRetry: (key: string, file: File) => void;
}

const RemoveButton = ({
  item,
  onRemove,
}: {
  item: DraftContent;
  onRemove: Handlers['onRemove'];
}) => (
  <Button tone="ghost" size="icon" onClick={() => onRemove(item.key)}>
    <X aria-hidden />
    <span className="sr-only">{contentWords.remove(item.name)}</span>
  </Button>
);

type ReadyContent = Extract<DraftContent, { state: 'ready' }>;

const urlOf = (item: ReadyContent): string =>
  item.kind === 'link' ? item.url : contentHref(item.digest);

const Ready = ({
  item,
  first,
  last,
  onMove,
  onRemove,
}: Omit<Handlers, 'onRetry'> & {
  item: ReadyContent;
  first: boolean;
  last: boolean;
}) => {
  const [isLooking, setLooking] = useState(false);
  return (
    <li
      data-testid="content-item"
      data-kind={item.kind}
      className="flex items-center gap-2.5 rounded-md border border-line bg-surface p-1.5"
    >
      <Thumbnail kind={item.kind} href={urlOf(item)} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{item.name}</p>
        <p className="truncate text-xs text-ink-soft">
          {item.kind === 'link'
            ? item.url
            : contentWords.kindAndSize(contentKindWord[item.kind], formatBytes(item.bytes))}
        </p>
      </div>
      <Button tone="ghost" size="icon" onClick={() => setLooking(true)}>
        <Eye aria-hidden />
        <span className="sr-only">{previewWords.openOf(item.name)}</span>
      </Button>
      <Button tone="ghost" size="icon" disabled={first} onClick={() => onMove(item.key, -1)}>
        <ArrowUp aria-hidden />
        <span className="sr-only">{contentWords.moveUp(item.name)}</span>
      </Button>
      <Button tone="ghost" size="icon" disabled={last} onClick={() => onMove(item.key, 1)}>
        <ArrowDown aria-hidden />
        <span className="sr-only">{contentWords.moveDown(item.name)}</span>
      </Button>
      <RemoveButton item={item} onRemove={onRemove} />
      <Dialog wide open={isLooking} onClose={() => setLooking(false)} title={item.name}>
        <RoomPreview kind={item.kind} name={item.name} url={urlOf(item)} />
      </Dialog>
    </li>
  );
};

const Uploading = ({ item }: { item: Extract<DraftContent, { state: 'uploading' }> }) => {
  const done = Math.round(item.share * 100);
  return (
    <li data-testid="content-uploading" className="rounded-md border border-line bg-surface p-2.5">
      <div className="flex justify-between gap-2">
        <span className="truncate">{item.name}</span>
        <span className="text-ink-soft">
          {done < 100
            ? contentWords.uploaded(percent(item.share), formatBytes(item.bytes))
            : contentWords.checking}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={contentWords.uploadOf(item.name)}
        aria-valuenow={done}
        className="mt-1.5 h-1 rounded bg-unknown-soft"
      >
        <div className="h-full rounded bg-accent-strong" style={{ width: `${String(done)}%` }} />
      </div>
    </li>
  );
};

const Refused = ({
  item,
  onRemove,
  onRetry,
}: Pick<Handlers, 'onRemove' | 'onRetry'> & {
  item: Extract<DraftContent, { state: 'refused' }>;
}) => {
  const { key, name, problem, retry } = item;
  return (
    <li
      data-testid="content-refused"
      className="flex flex-wrap items-center gap-2 rounded-md border border-broken/40 bg-broken-soft py-1 pl-2.5 text-broken"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <p role="alert" className="min-w-0 flex-1 basis-48">
        {contentWords.notAdded(name, problem)}
      </p>
      {retry === undefined ? null : (
        <Button size="sm" onClick={() => onRetry(key, retry)}>
          <RotateCw aria-hidden /> {contentWords.retry}
          <span className="sr-only">{contentWords.retryOf(name)}</span>
        </Button>
      )}
      <RemoveButton item={item} onRemove={onRemove} />
    </li>
  );
};

/** The pieces of content in the order in which the screen will show them. */
export const ContentRows = ({
  content,
  onMove,
  onRemove,
  onRetry,
}: Handlers & { content: readonly DraftContent[] }) => (
  <ol className="flex flex-col gap-1.5" aria-label={contentWords.order}>
    {content.map((item, index) => {
      if (item.state === 'uploading') return <Uploading key={item.key} item={item} />;
      if (item.state === 'ready')
        return (
          <Ready
            key={item.key}
            item={item}
            first={index === 0}
            last={index === content.length - 1}
            onMove={onMove}
            onRemove={onRemove}
          />
        );
      return <Refused key={item.key} item={item} onRemove={onRemove} onRetry={onRetry} />;
    })}
  </ol>
);
