import * as z from 'zod/mini';
import type { PullProgress } from './engine.ts';

/** A line of the answer to `docker pull`; `id` is a layer's short digest. */
export const PullLine = z.object({
  status: z.optional(z.string()),
  id: z.optional(z.string()),
  progressDetail: z.optional(
    z.object({ current: z.optional(z.number()), total: z.optional(z.number()) }),
  ),
  error: z.optional(z.string()),
});
export type PullLine = z.infer<typeof PullLine>;

interface Layer {
  fetched: number;
  unpacked: number;
  total: number;
  isFetched: boolean;
}

/**
 * Adds the layers of one pull up. The engine names all that it lacks before it fetches the first,
 * and unpacks those that came while others still come: it counts as unpacking only when all have
 * come.
 */
export class PullTally {
  readonly #layers = new Map<string, Layer>();

  /** How far the pull is, null when the line says nothing of that. */
  add({ status, id, progressDetail }: PullLine): PullProgress | null {
    if (id === undefined) return null;
    if (status === 'Pulling fs layer')
      this.#layers.set(id, { fetched: 0, unpacked: 0, total: 0, isFetched: false });
    const layer = this.#layers.get(id);
    if (layer === undefined) return null;
    const { current = 0, total = layer.total } = progressDetail ?? {};
    if (status === 'Downloading') Object.assign(layer, { fetched: current, total });
    else if (status === 'Download complete')
      Object.assign(layer, { fetched: layer.total, isFetched: true });
    else if (status === 'Extracting') layer.unpacked = current;
    else if (status === 'Pull complete')
      Object.assign(layer, { fetched: layer.total, unpacked: layer.total, isFetched: true });
    else return null;
    return this.#now();
  }

  #now(): PullProgress {
    const layers = [...this.#layers.values()];
    const step = layers.every(({ isFetched }) => isFetched) ? 'loading' : 'sending';
    return {
      step,
      bytes: layers.reduce(
        (sum, { fetched, unpacked }) => sum + (step === 'sending' ? fetched : unpacked),
        0,
      ),
      totalBytes: layers.reduce((sum, { total }) => sum + total, 0),
    };
  }
}
