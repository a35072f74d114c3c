'use client';

import { commonWords, shortId } from '@nanoedge/words';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

type Copying = 'not-yet' | 'copied' | 'failed';

/** Copies a text to the clipboard, and how that went. */
export const useCopying = (text: string): { copying: Copying; copy: () => Promise<void> } => {
  const [copying, setCopying] = useState<Copying>('not-yet');
  const copy = () =>
    // Absent where the page came over plain HTTP
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(text))
      .then(
        () => setCopying('copied'),
        () => setCopying('failed'),
      );
  return { copying, copy };
};

/** A short id with a button that copies the whole one. */
export const CopyId = ({
  value,
  label,
  length = 12,
}: {
  value: string;
  label: string;
  length?: number;
}) => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <button
      type="button"
      title={value}
      onClick={() => void copy()}
      className="inline-flex items-center gap-1 rounded px-1 font-mono text-xs text-ink-soft hover:bg-unknown-soft hover:text-ink"
    >
      {shortId(value, length)}
      <span className="sr-only">{copied ? commonWords.copied : commonWords.copy(label)}</span>
      {copied ? (
        <Check aria-hidden className="size-3 text-ok" />
      ) : (
        <Copy aria-hidden className="size-3 text-ink-faint" />
      )}
    </button>
  );
};
