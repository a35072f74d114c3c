import { listActivity } from '../services/activity/list.ts';
import { ListActivityInput } from '../services/activity/schema.ts';
import { addDeployment } from '../services/deployments/add.ts';
import { changeDeployment } from '../services/deployments/change.ts';
import { getDeployment } from '../services/deployments/get.ts';
import { preflight } from '../services/deployments/preflight.ts';
import { removeDeployment } from '../services/deployments/remove.ts';
import { restartDeployment } from '../services/deployments/restart.ts';
import {
  AddDeploymentInput,
  ChangeDeploymentInput,
  DeploymentRef,
  PreflightInput,
  RemoveDeploymentInput,
  TerminateAllInput,
} from '../services/deployments/schema.ts';
import { terminateAll } from '../services/deployments/terminate-all.ts';
import { undoRemoval } from '../services/deployments/undo.ts';
import { expectDevice } from '../services/devices/expect.ts';
import { getDevice } from '../services/devices/get.ts';
import { listDevices } from '../services/devices/list.ts';
import { DeviceRef, ExpectDeviceInput, SiteInput } from '../services/devices/schema.ts';
import { listEvents } from '../services/events/list.ts';
import { ListEventsInput } from '../services/events/schema.ts';
import { getJourney } from '../services/journeys/get.ts';
import { listJourneys } from '../services/journeys/list.ts';
import { JourneyRef, ListJourneysInput } from '../services/journeys/schema.ts';
import { getMe } from '../services/me/get.ts';
import { addContent } from '../services/meetings/add-content.ts';
import { roomAvailability } from '../services/meetings/availability.ts';
import { createMeeting } from '../services/meetings/create.ts';
import { getMeeting } from '../services/meetings/get.ts';
import { listMeetings } from '../services/meetings/list.ts';
import { removeContent } from '../services/meetings/remove-content.ts';
import { removeMeeting } from '../services/meetings/remove.ts';
import { reorderContent } from '../services/meetings/reorder-content.ts';
import { restoreMeeting } from '../services/meetings/restore.ts';
import {
  AddContentInput,
  AvailabilityInput,
  CreateMeetingInput,
  ListMeetingsInput,
  MeetingRef,
  RemoveContentInput,
  ReorderContentInput,
  UpdateMeetingInput,
} from '../services/meetings/schema.ts';
import { updateMeeting } from '../services/meetings/update.ts';
import { createRelease } from '../services/nanoservices/create.ts';
import { getMatrix } from '../services/nanoservices/matrix.ts';
import { CreateReleaseInput } from '../services/nanoservices/schema.ts';
import { addKey } from '../services/people/add-key.ts';
import { createPerson } from '../services/people/create.ts';
import { listPeople } from '../services/people/list.ts';
import { removeKey } from '../services/people/remove-key.ts';
import {
  AddKeyInput,
  CreatePersonInput,
  ListPeopleInput,
  RemoveKeyInput,
  UpdatePersonInput,
} from '../services/people/schema.ts';
import { updatePerson } from '../services/people/update.ts';
import { cancelRun } from '../services/runs/cancel.ts';
import { getRun } from '../services/runs/get.ts';
import { listRuns } from '../services/runs/list.ts';
import { ListRunsInput, RunRef } from '../services/runs/schema.ts';
import { clearWalks } from '../services/simulation/clear.ts';
import { leaveWalk } from '../services/simulation/leave.ts';
import { listWalkers } from '../services/simulation/people.ts';
import { LeaveInput, WalkInput } from '../services/simulation/schema.ts';
import { startWalk } from '../services/simulation/walk.ts';
import { getSite } from '../services/site/get.ts';
import { listSites } from '../services/site/list.ts';
import { getSnapshot } from '../services/snapshots/get.ts';
import { listSnapshots } from '../services/snapshots/list.ts';
import { reclaimSnapshots } from '../services/snapshots/reclaim.ts';
import { removeSnapshot } from '../services/snapshots/remove.ts';
import { restoreSnapshot } from '../services/snapshots/restore.ts';
import {
  ListSnapshotsInput,
  RestoreSnapshotInput,
  RetentionInput,
  SnapshotRef,
} from '../services/snapshots/schema.ts';
import { setRetention } from '../services/snapshots/set-retention.ts';
import { procedureFor, router } from './init.ts';

const viewer = procedureFor('viewer');
const organiser = procedureFor('organiser');
const admin = procedureFor('admin');

/** Everything a browser can ask for. Parses and calls; the rules live in `services`. */
export const appRouter = router({
  me: router({
    get: viewer.query(({ ctx }) => getMe(ctx.deps, ctx.actor)),
  }),
  site: router({
    list: viewer.query(({ ctx }) => listSites(ctx.deps, ctx.actor)),
    get: viewer.input(SiteInput).query(({ ctx, input }) => getSite(ctx.deps, ctx.actor, input)),
  }),
  meetings: router({
    list: viewer
      .input(ListMeetingsInput)
      .query(({ ctx, input }) => listMeetings(ctx.deps, ctx.actor, input)),
    get: viewer.input(MeetingRef).query(({ ctx, input }) => getMeeting(ctx.deps, ctx.actor, input)),
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
  }),
  people: router({
    list: viewer
      .input(ListPeopleInput)
      .query(({ ctx, input }) => listPeople(ctx.deps, ctx.actor, input)),
    create: admin
      .input(CreatePersonInput)
      .mutation(({ ctx, input }) => createPerson(ctx.deps, ctx.actor, input)),
    update: admin
      .input(UpdatePersonInput)
      .mutation(({ ctx, input }) => updatePerson(ctx.deps, ctx.actor, input)),
    addKey: admin
      .input(AddKeyInput)
      .mutation(({ ctx, input }) => addKey(ctx.deps, ctx.actor, input)),
    removeKey: admin
      .input(RemoveKeyInput)
      .mutation(({ ctx, input }) => removeKey(ctx.deps, ctx.actor, input)),
  }),
  devices: router({
    list: viewer
      .input(SiteInput)
      .query(({ ctx, input }) => listDevices(ctx.deps, ctx.actor, input)),
    get: viewer.input(DeviceRef).query(({ ctx, input }) => getDevice(ctx.deps, ctx.actor, input)),
    expect: admin
      .input(ExpectDeviceInput)
      .mutation(({ ctx, input }) => expectDevice(ctx.deps, ctx.actor, input)),
  }),
  nanoservices: router({
    matrix: viewer
      .input(SiteInput)
      .query(({ ctx, input }) => getMatrix(ctx.deps, ctx.actor, input)),
    create: admin
      .input(CreateReleaseInput)
      .mutation(({ ctx, input }) => createRelease(ctx.deps, ctx.actor, input)),
  }),
  deployments: router({
    get: viewer
      .input(DeploymentRef)
      .query(({ ctx, input }) => getDeployment(ctx.deps, ctx.actor, input)),
    preflight: viewer
      .input(PreflightInput)
      .query(({ ctx, input }) => preflight(ctx.deps, ctx.actor, input)),
    add: admin
      .input(AddDeploymentInput)
      .mutation(({ ctx, input }) => addDeployment(ctx.deps, ctx.actor, input)),
    change: admin
      .input(ChangeDeploymentInput)
      .mutation(({ ctx, input }) => changeDeployment(ctx.deps, ctx.actor, input)),
    restart: admin
      .input(DeploymentRef)
      .mutation(({ ctx, input }) => restartDeployment(ctx.deps, ctx.actor, input)),
    remove: admin
      .input(RemoveDeploymentInput)
      .mutation(({ ctx, input }) => removeDeployment(ctx.deps, ctx.actor, input)),
    terminateAll: admin
      .input(TerminateAllInput)
      .mutation(({ ctx, input }) => terminateAll(ctx.deps, ctx.actor, input)),
    undo: admin.input(RunRef).mutation(({ ctx, input }) => undoRemoval(ctx.deps, ctx.actor, input)),
  }),
  runs: router({
    list: viewer
      .input(ListRunsInput)
      .query(({ ctx, input }) => listRuns(ctx.deps, ctx.actor, input)),
    get: viewer.input(RunRef).query(({ ctx, input }) => getRun(ctx.deps, ctx.actor, input)),
    cancel: admin.input(RunRef).mutation(({ ctx, input }) => cancelRun(ctx.deps, ctx.actor, input)),
  }),
  snapshots: router({
    list: viewer
      .input(ListSnapshotsInput)
      .query(({ ctx, input }) => listSnapshots(ctx.deps, ctx.actor, input)),
    get: viewer
      .input(SnapshotRef)
      .query(({ ctx, input }) => getSnapshot(ctx.deps, ctx.actor, input)),
    restore: admin
      .input(RestoreSnapshotInput)
      .mutation(({ ctx, input }) => restoreSnapshot(ctx.deps, ctx.actor, input)),
    remove: admin
      .input(SnapshotRef)
      .mutation(({ ctx, input }) => removeSnapshot(ctx.deps, ctx.actor, input)),
    setRetention: admin
      .input(RetentionInput)
      .mutation(({ ctx, input }) => setRetention(ctx.deps, ctx.actor, input)),
    reclaim: admin
      .input(SiteInput)
      .mutation(({ ctx, input }) => reclaimSnapshots(ctx.deps, ctx.actor, input)),
  }),
  events: router({
    list: viewer
      .input(ListEventsInput)
      .query(({ ctx, input }) => listEvents(ctx.deps, ctx.actor, input)),
  }),
  journeys: router({
    list: viewer
      .input(ListJourneysInput)
      .query(({ ctx, input }) => listJourneys(ctx.deps, ctx.actor, input)),
    get: viewer.input(JourneyRef).query(({ ctx, input }) => getJourney(ctx.deps, ctx.actor, input)),
  }),
  simulation: router({
    people: admin
      .input(SiteInput)
      .query(({ ctx, input }) => listWalkers(ctx.deps, ctx.actor, input)),
    walk: admin
      .input(WalkInput)
      .mutation(({ ctx, input }) => startWalk(ctx.deps, ctx.actor, input)),
    leave: admin
      .input(LeaveInput)
      .mutation(({ ctx, input }) => leaveWalk(ctx.deps, ctx.actor, input)),
    clear: admin
      .input(SiteInput)
      .mutation(({ ctx, input }) => clearWalks(ctx.deps, ctx.actor, input)),
  }),
  activity: router({
    list: admin
      .input(ListActivityInput)
      .query(({ ctx, input }) => listActivity(ctx.deps, ctx.actor, input)),
  }),
});

export type AppRouter = typeof appRouter;
