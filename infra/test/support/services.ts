import { resolve } from 'node:path';
import type { FoundService } from '@nanoedge/nanoruntime';
import { productServices } from '../../cli/system/services.ts';

/** Every nanoservice of this checkout, with its manifest. */
export const services: readonly FoundService[] = await productServices(
  resolve(import.meta.dirname, '../../..'),
);
