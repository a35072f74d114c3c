import { Digest, MeetingId, PersonId, RoomId, SiteId } from '@nanoedge/protocol';
import * as z from 'zod';

export const maxContentItems = 20;
export const maxParticipants = 50;

const epochMs = (what: string) =>
  z.int(`${what} must be a time`).nonnegative(`${what} must be a time`);

/** A link, or a file that was uploaded before (`POST /api/content`). */
export const ContentInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    name: z
      .string()
      .trim()
      .min(1, 'Give the link a name')
      .max(200, 'A name has at most 200 characters'),
    url: z.string().trim().max(2000, 'A link has at most 2000 characters'),
  }),
  z.object({
    kind: z.literal('file'),
    name: z.string().trim().min(1, 'Give the file a name').max(200),
    digest: Digest,
  }),
]);
export type ContentInput = z.infer<typeof ContentInput>;

const fields = {
  title: z
    .string()
    .trim()
    .min(1, 'Give the meeting a title')
    .max(200, 'A title has at most 200 characters'),
  room: RoomId,
  startsAt: epochMs('The start'),
  endsAt: epochMs('The end'),
  participants: z
    .array(PersonId)
    .min(1, 'Invite at least one person')
    .max(maxParticipants, `At most ${String(maxParticipants)} people can be invited`),
  content: z
    .array(ContentInput)
    .max(maxContentItems, `A meeting has at most ${String(maxContentItems)} items of content`),
};

export const CreateMeetingInput = z.object({
  site: SiteId,
  ...fields,
  content: fields.content.default([]),
});
export type CreateMeetingInput = z.infer<typeof CreateMeetingInput>;

/** Only what is given changes; `participants` and `content` replace the whole list. */
export const UpdateMeetingInput = z.object({
  id: MeetingId,
  title: fields.title.optional(),
  room: z.optional(RoomId),
  startsAt: fields.startsAt.optional(),
  endsAt: fields.endsAt.optional(),
  participants: fields.participants.optional(),
  content: fields.content.optional(),
});
export type UpdateMeetingInput = z.infer<typeof UpdateMeetingInput>;

export const MeetingRef = z.object({ id: MeetingId });
export type MeetingRef = z.infer<typeof MeetingRef>;

/** Meetings that overlap [from, to); both optional. `query` looks in the titles. */
export const ListMeetingsInput = z.object({
  site: SiteId,
  from: epochMs('from').optional(),
  to: epochMs('to').optional(),
  room: z.optional(RoomId),
  query: z.string().trim().max(200).optional(),
});
export type ListMeetingsInput = z.infer<typeof ListMeetingsInput>;

export const AvailabilityInput = z.object({
  site: SiteId,
  startsAt: epochMs('The start'),
  endsAt: epochMs('The end'),
  /** The meeting that is being moved, so that it does not clash with itself. */
  except: z.optional(MeetingId),
});
export type AvailabilityInput = z.infer<typeof AvailabilityInput>;

export const AddContentInput = z.object({ id: MeetingId, item: ContentInput });
export type AddContentInput = z.infer<typeof AddContentInput>;
export const RemoveContentInput = z.object({ id: MeetingId, content: z.uuid() });
export type RemoveContentInput = z.infer<typeof RemoveContentInput>;
/** `order` names every content id of the meeting once. */
export const ReorderContentInput = z.object({
  id: MeetingId,
  order: z.array(z.uuid()).max(maxContentItems),
});
export type ReorderContentInput = z.infer<typeof ReorderContentInput>;
