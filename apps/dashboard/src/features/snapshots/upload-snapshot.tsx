'use client';

import { formatBytes, snapshotUploadWords } from '@nanoedge/words';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button.tsx';
import { sendSnapshot } from '@/browser/upload/archive-upload.ts';
import { useGate } from '@/browser/api/sign-in-gate.ts';
import { detailText } from '@/browser/api/problem.ts';
import { useSite } from '@/browser/site/site.tsx';
import { useRereadSnapshots } from './snapshot-queries.ts';

/** Takes in a snapshot that was downloaded before; the server checks every hash in it. */
export const UploadSnapshot = () => {
  const { id: site } = useSite();
  const gate = useGate();
  const reread = useRereadSnapshots();
  const input = useRef<HTMLInputElement>(null);
  const [going, setGoing] = useState<{ name: string; sent: number; bytes: number } | null>(null);
  const send = async (file: File) => {
    setGoing({ name: file.name, sent: 0, bytes: file.size });
    const result = await sendSnapshot(site, file, {
      onBytes: (sent) => setGoing({ name: file.name, sent, bytes: file.size }),
      signal: new AbortController().signal,
      signInAgain: gate.wait,
    });
    setGoing(null);
    if (result.ok) {
      toast(snapshotUploadWords.stored(result.value.name));
      await reread();
      return;
    }
    toast.error(snapshotUploadWords.notTaken(file.name, detailText(result.problem)), {
      duration: 15_000,
    });
  };
  return (
    <>
      <Button
        disabled={going !== null}
        aria-busy={going !== null}
        onClick={() => input.current?.click()}
      >
        <Upload aria-hidden />
        {going === null
          ? snapshotUploadWords.upload
          : going.sent < going.bytes
            ? snapshotUploadWords.sending(formatBytes(going.sent), formatBytes(going.bytes))
            : snapshotUploadWords.checking}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={snapshotUploadWords.file}
        accept=".zst,.tar.zst"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file !== undefined) void send(file);
        }}
      />
    </>
  );
};
