import * as z from 'zod/mini';
import { Digest, IdentityKey, MeetingId, PersonId, RoomId } from './ids.ts';
import { Bytes, Colour, EpochMs } from './units.ts';

/** What the edge may show of a person. */
export const PersonSummary = z.object({
  id: PersonId,
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  initials: z.string().check(z.minLength(1), z.maxLength(3)),
  colour: Colour,
});
export type PersonSummary = z.infer<typeof PersonSummary>;

/** The kinds of content that a room screen can show. */
export const ContentKind = z.enum(['pdf', 'image', 'markdown', 'link']);
export type ContentKind = z.infer<typeof ContentKind>;

/**
 * One piece of a meeting's content; a link has a `url`, everything else a `digest` of its bytes.
 */
export const ContentItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    name: z.string(),
    url: z.string().check(z.regex(/^https?:\/\//, 'a link starts with http:// or https://')),
  }),
  z.object({
    kind: z.enum(['pdf', 'image', 'markdown']),
    name: z.string(),
    digest: Digest,
    mediaType: z.string(),
    bytes: Bytes,
  }),
]);
export type ContentItem = z.infer<typeof ContentItem>;

/** The list of a meeting's content, itself stored by digest (as an OCI manifest lists layers). */
export const ContentManifest = z.object({ meeting: MeetingId, items: z.array(ContentItem) });
export type ContentManifest = z.infer<typeof ContentManifest>;

/**
 * A meeting as the edge knows it; `content` is the digest of its ContentManifest, null when there
 * is none.
 */
export const MeetingSummary = z.object({
  id: MeetingId,
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  room: RoomId,
  startsAt: EpochMs,
  endsAt: EpochMs,
  content: z.nullable(Digest),
});
export type MeetingSummary = z.infer<typeof MeetingSummary>;

export const RosterPerson = z.extend(PersonSummary, { keys: z.array(IdentityKey) });
export type RosterPerson = z.infer<typeof RosterPerson>;

export const RosterMeeting = z.extend(MeetingSummary, { participants: z.array(PersonId) });
export type RosterMeeting = z.infer<typeof RosterMeeting>;

/** Everything that authentication-engine needs to decide without the dashboard. */
export const Roster = z.object({
  revision: z.int().check(z.nonnegative()),
  people: z.array(RosterPerson),
  meetings: z.array(RosterMeeting),
});
export type Roster = z.infer<typeof Roster>;
