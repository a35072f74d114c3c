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
import { procedureFor, router } from '../init.ts';

export const meetingsRouter = router({
  list: procedureFor('meeting.read')
    .input(ListMeetingsInput)
    .query(({ ctx, input }) => listMeetings(ctx.deps, ctx.actor, input)),
  get: procedureFor('meeting.read')
    .input(MeetingRef)
    .query(({ ctx, input }) => getMeeting(ctx.deps, ctx.actor, input)),
  attendance: procedureFor('meeting.readAttendance')
    .input(MeetingRef)
    .query(({ ctx, input }) => meetingAttendance(ctx.deps, ctx.actor, input)),
  availability: procedureFor('meeting.read')
    .input(AvailabilityInput)
    .query(({ ctx, input }) => roomAvailability(ctx.deps, ctx.actor, input)),
  create: procedureFor('meeting.create')
    .input(CreateMeetingInput)
    .mutation(({ ctx, input }) => createMeeting(ctx.deps, ctx.actor, input)),
  update: procedureFor('meeting.edit')
    .input(UpdateMeetingInput)
    .mutation(({ ctx, input }) => updateMeeting(ctx.deps, ctx.actor, input)),
  remove: procedureFor('meeting.edit')
    .input(MeetingRef)
    .mutation(({ ctx, input }) => removeMeeting(ctx.deps, ctx.actor, input)),
  restore: procedureFor('meeting.edit')
    .input(MeetingRef)
    .mutation(({ ctx, input }) => restoreMeeting(ctx.deps, ctx.actor, input)),
  addContent: procedureFor('meeting.edit')
    .input(AddContentInput)
    .mutation(({ ctx, input }) => addContent(ctx.deps, ctx.actor, input)),
  removeContent: procedureFor('meeting.edit')
    .input(RemoveContentInput)
    .mutation(({ ctx, input }) => removeContent(ctx.deps, ctx.actor, input)),
  reorderContent: procedureFor('meeting.edit')
    .input(ReorderContentInput)
    .mutation(({ ctx, input }) => reorderContent(ctx.deps, ctx.actor, input)),
});
