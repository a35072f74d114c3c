/**
 * A name that an engine takes as a tag, for an image that its registry names by a digest: tags
 * change, and this one is the image's own.
 */
export const localName = (pinned: string): string => {
  const [name = pinned, digest] = pinned.split('@sha256:');
  return digest === undefined ? pinned : `${name}:sha256-${digest.slice(0, 12)}`;
};
