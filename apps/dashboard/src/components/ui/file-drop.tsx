'use client';

import { FileUp } from 'lucide-react';
import { createContext, type DragEvent, type ReactNode, useContext, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

const Choose = createContext<() => void>(() => undefined);

/** Opens the browser's own dialog to pick files for the `FileDrop` that it stands in. */
export const ChooseFiles = ({ children }: { children: ReactNode }) => (
  <Button size="sm" onClick={useContext(Choose)}>
    <FileUp aria-hidden /> {children}
  </Button>
);

/** A place to drop files on, and around the button that picks them. */
export const FileDrop = ({
  accept,
  multiple = false,
  label,
  onFiles,
  children,
}: {
  accept: string;
  multiple?: boolean;
  label?: string;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
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
      <Choose value={() => input.current?.click()}>{children}</Choose>
      <input
        ref={input}
        type="file"
        aria-label={label}
        multiple={multiple}
        accept={accept}
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The browser says nothing of a file that is picked again while it is still chosen
          target.value = '';
        }}
      />
    </div>
  );
};
