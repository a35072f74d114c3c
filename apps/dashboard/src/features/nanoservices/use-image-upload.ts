'use client';

import { useEffect, useRef, useState } from 'react';
import { type UploadedImage, sendImage } from '@/browser/upload/archive-upload.ts';
import { useGate } from '@/browser/api/sign-in-gate.ts';
import { detailText } from '@/browser/api/problem.ts';

export type ImageUploadState =
  | { kind: 'empty' }
  | { kind: 'sending'; name: string; sent: number; bytes: number }
  | { kind: 'refused'; name: string; problem: string };

/**
 * Sends an image archive and hands on what the dashboard found in it. It is stopped when the page
 * goes away.
 */
export const useImageUpload = (onImage: (image: UploadedImage) => void) => {
  const gate = useGate();
  const going = useRef<AbortController | null>(null);
  const [upload, setUpload] = useState<ImageUploadState>({ kind: 'empty' });
  const stop = () => going.current?.abort();
  useEffect(() => () => going.current?.abort(), []);
  const send = async (file: File) => {
    const controller = new AbortController();
    going.current = controller;
    const sending = (sent: number) =>
      setUpload({ kind: 'sending', name: file.name, sent, bytes: file.size });
    sending(0);
    const result = await sendImage(file, {
      onBytes: sending,
      signal: controller.signal,
      signInAgain: gate.wait,
    });
    if (!result.ok && !controller.signal.aborted) {
      setUpload({ kind: 'refused', name: file.name, problem: detailText(result.problem) });
      return;
    }
    setUpload({ kind: 'empty' });
    if (result.ok) onImage(result.value);
  };
  return { upload, send, stop };
};
