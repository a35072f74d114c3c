import { ContentManifest, parse } from '@nanoedge/protocol';

/** What a room shows, too large for one datagram. */
export const largeManifest: ContentManifest = parse(
  ContentManifest,
  {
    meeting: 'standup',
    items: Array.from({ length: 12 }, (_, index) => ({
      kind: 'pdf',
      name: `plan-${index}.pdf`,
      digest: `sha256:${'b'.repeat(64)}`,
      mediaType: 'application/pdf',
      bytes: 1234,
    })),
  },
  'manifest',
);
