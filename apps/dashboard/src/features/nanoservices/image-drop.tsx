'use client';

import { formatBytes, imageDropWords } from '@nanoedge/words';
import { X } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { CopyId } from '@/components/ui/copy.tsx';
import { FieldError } from '@/components/ui/field.tsx';
import { ChooseFiles, FileDrop } from '@/components/ui/file-drop.tsx';
import { ProgressBar } from '@/components/ui/progress.tsx';
import type { UploadedImage } from '@/browser/upload/archive-upload.ts';
import { type ImageUploadState, useImageUpload } from './use-image-upload.ts';

const Sending = ({
  upload: { name, sent, bytes },
  onStop,
}: {
  upload: Extract<ImageUploadState, { kind: 'sending' }>;
  onStop: () => void;
}) => (
  <div className="flex w-full flex-col gap-2" data-testid="image-uploading">
    <p>
      {sent < bytes
        ? imageDropWords.sending(formatBytes(sent), formatBytes(bytes))
        : imageDropWords.reading}
    </p>
    <ProgressBar share={bytes === 0 ? null : sent / bytes} label={imageDropWords.upload(name)} />
    <Button size="sm" onClick={onStop} className="self-center">
      {imageDropWords.stop}
    </Button>
  </div>
);

/** What of an image somebody should know before it runs. */
const notesOn = ({ volumes, setuid }: UploadedImage): string[] => [
  ...(volumes.length === 0 ? [] : [imageDropWords.volumes(volumes.join(', '))]),
  ...(setuid === null ? [imageDropWords.unread] : []),
  ...(setuid === null || setuid.length === 0 ? [] : [imageDropWords.setuid(setuid.join(', '))]),
];

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
      {notesOn(image).map((note) => (
        <p key={note} className="text-xs break-words">
          {note}
        </p>
      ))}
    </div>
    <Button tone="ghost" size="icon" onClick={onClear}>
      <X aria-hidden />
      <span className="sr-only">{imageDropWords.another}</span>
    </Button>
  </div>
);

const Invitation = () => (
  <>
    <p className="text-ink-soft">
      {imageDropWords.drop.before} <code className="text-xs">{imageDropWords.drop.command}</code>{' '}
      {imageDropWords.drop.after}
    </p>
    <ChooseFiles>{imageDropWords.choose}</ChooseFiles>
  </>
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
  const { upload, send, stop } = useImageUpload(onImage);
  const take = ([file]: readonly File[]) => {
    if (file !== undefined) void send(file);
  };
  return (
    <div className="flex flex-col gap-2">
      {image === null ? (
        <FileDrop accept=".tar,application/x-tar" label={imageDropWords.archive} onFiles={take}>
          {upload.kind === 'sending' ? <Sending upload={upload} onStop={stop} /> : <Invitation />}
        </FileDrop>
      ) : (
        <Image image={image} onClear={() => onImage(null)} />
      )}
      {image === null && upload.kind === 'refused' ? (
        <FieldError>{imageDropWords.refused(upload.name, upload.problem)}</FieldError>
      ) : null}
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </div>
  );
};
