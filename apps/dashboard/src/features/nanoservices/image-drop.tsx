'use client';

import { formatBytes, imageDropWords } from '@nanoedge/words';
import { FileUp, X } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { cn } from '@/components/ui/cn.ts';
import { CopyId } from '@/components/ui/copy.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { Progress } from '@/components/ui/progress.tsx';
import { type UploadedImage, uploadImage } from '@/browser/upload/archive-upload.ts';
import { detailText } from '@/browser/api/problem.ts';

type State =
  | { kind: 'empty' }
  | { kind: 'sending'; name: string; sent: number; bytes: number }
  | { kind: 'refused'; name: string; problem: string };

const Sending = ({
  state,
  onStop,
}: {
  state: Extract<State, { kind: 'sending' }>;
  onStop: () => void;
}) => (
  <div className="flex w-full flex-col gap-2" data-testid="image-uploading">
    <p>
      {state.sent < state.bytes
        ? imageDropWords.sending(formatBytes(state.sent), formatBytes(state.bytes))
        : imageDropWords.reading}
    </p>
    <Progress
      share={state.bytes === 0 ? null : state.sent / state.bytes}
      label={imageDropWords.upload(state.name)}
    />
    <Button size="sm" onClick={onStop} className="self-center">
      {imageDropWords.stop}
    </Button>
  </div>
);

const Image = ({ image, onClear }: { image: UploadedImage; onClear: () => void }) => (
  <div
    data-testid="image-uploaded"
    className="flex items-start gap-2 rounded-md border border-line bg-surface p-3"
  >
    <div className="min-w-0 flex-1">
      <p className="truncate font-medium">{image.reference ?? imageDropWords.unnamed}</p>
      <p className="text-xs text-ink-soft">
        {imageDropWords.content(formatBytes(image.bytes), image.layers.length, image.architecture)}{' '}
        <CopyId value={image.imageId} label={imageDropWords.imageId} />
      </p>
    </div>
    <Button tone="ghost" size="icon" onClick={onClear}>
      <X aria-hidden />
      <span className="sr-only">{imageDropWords.another}</span>
    </Button>
  </div>
);

/** Takes an image archive by drop or choice, sends it, and says what was in it. */
export const ImageDrop = ({
  image,
  onImage,
  error,
}: {
  image: UploadedImage | null;
  onImage: (image: UploadedImage | null) => void;
  error: string | undefined;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const upload = useRef<AbortController | null>(null);
  const [over, setOver] = useState(false);
  const [state, setState] = useState<State>({ kind: 'empty' });
  useEffect(() => () => upload.current?.abort(), []);
  const send = async (file: File | undefined) => {
    if (file === undefined) return;
    const controller = new AbortController();
    upload.current = controller;
    const sending = (sent: number) =>
      setState({ kind: 'sending', name: file.name, sent, bytes: file.size });
    sending(0);
    const result = await uploadImage(file, { onBytes: sending, signal: controller.signal });
    if (result.ok) {
      setState({ kind: 'empty' });
      onImage(result.value);
      return;
    }
    setState(
      controller.signal.aborted
        ? { kind: 'empty' }
        : { kind: 'refused', name: file.name, problem: detailText(result.problem) },
    );
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  if (image !== null)
    return (
      <div className="flex flex-col gap-2">
        <Image image={image} onClear={() => onImage(null)} />
        {error === undefined ? null : <FieldError>{error}</FieldError>}
      </div>
    );
  return (
    <div className="flex flex-col gap-2">
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
        {state.kind === 'sending' ? (
          <Sending state={state} onStop={() => upload.current?.abort()} />
        ) : (
          <>
            <p className="text-ink-soft">
              {imageDropWords.drop.before}{' '}
              <code className="text-xs">{imageDropWords.drop.command}</code>{' '}
              {imageDropWords.drop.after}
            </p>
            <Button size="sm" onClick={() => input.current?.click()}>
              <FileUp aria-hidden /> {imageDropWords.choose}
            </Button>
          </>
        )}
        <input
          ref={input}
          type="file"
          aria-label={imageDropWords.archive}
          accept=".tar,application/x-tar"
          hidden
          onChange={({ target }) => {
            void send(target.files?.[0]);
            target.value = '';
          }}
        />
      </div>
      {state.kind === 'refused' ? (
        <FieldError>{imageDropWords.refused(state.name, state.problem)}</FieldError>
      ) : null}
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </div>
  );
};
