/**
 * An id cut for display; the whole one goes into the title and the clipboard. `sha256:` is dropped.
 */
export const shortId = (id: string, length = 12): string =>
  id.replace(/^sha256:/, '').slice(0, length);
