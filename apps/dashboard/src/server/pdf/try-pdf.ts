import { fileURLToPath } from 'node:url';
import { Serial } from '@nanoedge/base';
import * as z from 'zod';
import type { PdfVerdict, TryPdf } from '../services/pdf-port.ts';
import { type ChildLimits, lookInChild } from './look-in-child.ts';

const program = fileURLToPath(new URL('child.ts', import.meta.url));

const Verdict = z.union([
  z.object({ shown: z.literal(true), pages: z.int() }),
  z.object({
    shown: z.literal(false),
    fault: z.enum(['password', 'broken', 'empty', 'large', 'slow']),
  }),
]);

const usual: ChildLimits = { residentBytes: 600_000_000, ms: 30_000 };

const verdictOf = (said: string): PdfVerdict => {
  try {
    return Verdict.parse(JSON.parse(said));
  } catch {
    // A child that died says nothing, or half of something
    return { shown: false, fault: 'broken' };
  }
};

/** One document at a time, so that ten uploads at once cost no more memory than one. */
export const openPdfCheck = (limits: ChildLimits = usual): TryPdf => {
  const queue = new Serial();
  return (file) =>
    queue.run(async () => {
      const looked = await lookInChild(program, file, limits);
      return 'fault' in looked ? { shown: false, fault: looked.fault } : verdictOf(looked.said);
    });
};
