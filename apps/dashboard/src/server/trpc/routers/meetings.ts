import { addContent } from '../../services/meetings/add-content.ts';
import { meetingAttendance } from '../../services/meetings/attendance.ts';
import { roomAvailability } from '../../services/meetings/availability.ts';
import { createMeeting } from '../../services/meetings/create.ts';
import { getMeeting } from '../../services/meetings/get.ts';
import { listMeetings } from '../../services/meetings/list.ts';
import { removeContent } from '../../services/meetings/remove-content.ts';
import { removeMeeting } from '../../services/meetings/remove.ts';
import { reorderContent } from '../../services/meetings/reorder-content.ts';
import { restoreMeeting } from '../../services/meetings/restore.ts';
import {
  AddContentInput,
  AvailabilityInput,
  CreateMeetingInput,
  ListMeetingsInput,
  MeetingRef,
  RemoveContentInput,
  ReorderContentInput,
  UpdateMeetingInput,
} from '../../services/meetings/schema.ts';
import { updateMeeting } from '../../services/meetings/update.ts';
import { organiser, viewer, router } from '../init.ts';

export const meetingsRouter = router({
  list: viewer
    .input(ListMeetingsInput)
    .query(({ ctx, input }) => listMeetings(ctx.deps, ctx.actor, input)),
  get: viewer.input(MeetingRef).query(({ ctx, input }) => getMeeting(ctx.deps, ctx.actor, input)),
  attendance: viewer
    .input(MeetingRef)
    .query(({ ctx, input }) => meetingAttendance(ctx.deps, ctx.actor, input)),
  availability: viewer
    .input(AvailabilityInput)
    .query(({ ctx, input }) => roomAvailability(ctx.deps, ctx.actor, input)),
  create: organiser
    .input(CreateMeetingInput)
    .mutation(({ ctx, input }) => createMeeting(ctx.deps, ctx.actor, input)),
  update: organiser
    .input(UpdateMeetingInput)
    .mutation(({ ctx, input }) => updateMeeting(ctx.deps, ctx.actor, input)),
  remove: organiser
    .input(MeetingRef)
    .mutation(({ ctx, input }) => removeMeeting(ctx.deps, ctx.actor, input)),
  restore: organiser
    .input(MeetingRef)
    .mutation(({ ctx, input }) => restoreMeeting(ctx.deps, ctx.actor, input)),
  addContent: organiser
    .input(AddContentInput)
    .mutation(({ ctx, input }) => addContent(ctx.deps, ctx.actor, input)),
  removeContent: organiser
    .input(RemoveContentInput)
    .mutation(({ ctx, input }) => removeContent(ctx.deps, ctx.actor, input)),
  reorderContent: organiser
    .input(ReorderContentInput)
    .mutation(({ ctx, input }) => reorderContent(ctx.deps, ctx.actor, input)),
});
