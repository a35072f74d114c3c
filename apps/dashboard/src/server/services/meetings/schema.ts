import { maxContentItems } from '@nanoedge/base';
import { Digest, MeetingId, PersonId, RoomId, SiteId } from '@nanoedge/protocol';
import { meetingFieldProblems, meetingProblems } from '@nanoedge/words';
import * as z from 'zod';
import { Version } from '../edits/settle-edit.ts';

export const maxParticipants = 50;

const epochMs = (problem: string) => z.int(problem).nonnegative(problem);

/** A link, or a file that was uploaded before (`POST /api/content`). */
export const ContentInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    name: z
      .string()
      .trim()
      .min(1, meetingFieldProblems.linkName)
      .max(200, meetingFieldProblems.longLinkName),
    url: z.string().trim().max(2000, meetingFieldProblems.longLink),
  }),
  z.object({
    kind: z.literal('file'),
    name: z.string().trim().min(1, meetingFieldProblems.fileName).max(200),
    digest: Digest,
  }),
]);
export type ContentInput = z.infer<typeof ContentInput>;

const fields = {
  title: z.string().trim().min(1, meetingProblems.noTitle).max(200, meetingProblems.longTitle(200)),
  room: RoomId,
  startsAt: epochMs(meetingFieldProblems.startIsTime),
  endsAt: epochMs(meetingFieldProblems.endIsTime),
  participants: z
    .array(PersonId)
    .min(1, meetingProblems.nobody)
    .max(maxParticipants, meetingFieldProblems.participants(maxParticipants)),
  content: z
    .array(ContentInput)
    .max(maxContentItems, meetingFieldProblems.content(maxContentItems)),
};

export const CreateMeetingInput = z.object({
  site: SiteId,
  ...fields,
  content: fields.content.default([]),
});
export type CreateMeetingInput = z.infer<typeof CreateMeetingInput>;

/**
 * Only what is given changes. `base` is what it was made from: with it, a save goes together with
 * what others changed since. `participants` and `content` replace the whole list and need it.
 */
export const UpdateMeetingInput = z.object({
  id: MeetingId,
  title: fields.title.optional(),
  room: z.optional(RoomId),
  startsAt: fields.startsAt.optional(),
  endsAt: fields.endsAt.optional(),
  participants: fields.participants.optional(),
  content: fields.content.optional(),
  base: z
    .object({
      version: Version,
      title: z.string().optional(),
      room: z.optional(RoomId),
      startsAt: fields.startsAt.optional(),
      endsAt: fields.endsAt.optional(),
      participants: z.array(PersonId).optional(),
      content: z.array(ContentInput).optional(),
    })
    .optional(),
});
export type UpdateMeetingInput = z.infer<typeof UpdateMeetingInput>;

export const MeetingRef = z.object({ id: MeetingId });
export type MeetingRef = z.infer<typeof MeetingRef>;

/** Meetings that overlap [from, to); both optional. `query` looks in the titles. */
export const ListMeetingsInput = z.object({
  site: SiteId,
  from: epochMs(meetingFieldProblems.fromIsTime).optional(),
  to: epochMs(meetingFieldProblems.toIsTime).optional(),
  room: z.optional(RoomId),
  query: z.string().trim().max(200).optional(),
});
export type ListMeetingsInput = z.infer<typeof ListMeetingsInput>;

export const AvailabilityInput = z.object({
  site: SiteId,
  startsAt: epochMs(meetingFieldProblems.startIsTime),
  endsAt: epochMs(meetingFieldProblems.endIsTime),
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
