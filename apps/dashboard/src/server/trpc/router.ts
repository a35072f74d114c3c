import { ListActivityInput } from '../services/activity/schema.ts';
import type { ActivityPage } from '../services/activity/view.ts';
import { DeviceRef, ExpectDeviceInput, SiteInput } from '../services/devices/schema.ts';
import type { DeviceDetail, DeviceRow, ExpectedDevice } from '../services/devices/view.ts';
import { ListEventsInput } from '../services/events/schema.ts';
import type { EventPage } from '../services/events/view.ts';
import { JourneyRef, ListJourneysInput } from '../services/journeys/schema.ts';
import type { JourneyDetail, JourneyView } from '../services/journeys/view.ts';
import type { Me } from '../services/me/view.ts';
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
import type { MeetingDetail, MeetingRow, RoomAvailability } from '../services/meetings/view.ts';
import type { Matrix } from '../services/nanoservices/view.ts';
import { AddKeyInput, CreatePersonInput, ListPeopleInput, RemoveKeyInput, UpdatePersonInput } from '../services/people/schema.ts';
import type { PersonRow } from '../services/people/view.ts';
import { LeaveInput, WalkInput } from '../services/simulation/schema.ts';
import type { Walker, WalkStarted } from '../services/simulation/view.ts';
import type { SiteDetail, SiteRow } from '../services/site/view.ts';
import { procedureFor, router } from './init.ts';

const viewer = procedureFor('viewer');
const organiser = procedureFor('organiser');
const admin = procedureFor('admin');

class NotYet extends Error {}
const soon = <T>(): Promise<T> => Promise.reject(new NotYet());

/** Everything a browser can ask for. Parses and calls; the rules live in `services`. */
export const appRouter = router({
  me: router({ get: viewer.query(() => soon<Me>()) }),
  site: router({
    list: viewer.query(() => soon<SiteRow[]>()),
    get: viewer.input(SiteInput).query(() => soon<SiteDetail>()),
  }),
  meetings: router({
    list: viewer.input(ListMeetingsInput).query(() => soon<MeetingRow[]>()),
    get: viewer.input(MeetingRef).query(() => soon<MeetingDetail>()),
    availability: viewer.input(AvailabilityInput).query(() => soon<RoomAvailability[]>()),
    create: organiser.input(CreateMeetingInput).mutation(() => soon<MeetingDetail>()),
    update: organiser.input(UpdateMeetingInput).mutation(() => soon<MeetingDetail>()),
    remove: organiser.input(MeetingRef).mutation(() => soon<MeetingRow>()),
    restore: organiser.input(MeetingRef).mutation(() => soon<MeetingDetail>()),
    addContent: organiser.input(AddContentInput).mutation(() => soon<MeetingDetail>()),
    removeContent: organiser.input(RemoveContentInput).mutation(() => soon<MeetingDetail>()),
    reorderContent: organiser.input(ReorderContentInput).mutation(() => soon<MeetingDetail>()),
  }),
  people: router({
    list: viewer.input(ListPeopleInput).query(() => soon<PersonRow[]>()),
    create: admin.input(CreatePersonInput).mutation(() => soon<PersonRow>()),
    update: admin.input(UpdatePersonInput).mutation(() => soon<PersonRow>()),
    addKey: admin.input(AddKeyInput).mutation(() => soon<PersonRow>()),
    removeKey: admin.input(RemoveKeyInput).mutation(() => soon<PersonRow>()),
  }),
  devices: router({
    list: viewer.input(SiteInput).query(() => soon<DeviceRow[]>()),
    get: viewer.input(DeviceRef).query(() => soon<DeviceDetail>()),
    expect: admin.input(ExpectDeviceInput).mutation(() => soon<ExpectedDevice>()),
  }),
  nanoservices: router({ matrix: viewer.input(SiteInput).query(() => soon<Matrix>()) }),
  events: router({ list: viewer.input(ListEventsInput).query(() => soon<EventPage>()) }),
  journeys: router({
    list: viewer.input(ListJourneysInput).query(() => soon<JourneyView[]>()),
    get: viewer.input(JourneyRef).query(() => soon<JourneyDetail>()),
  }),
  simulation: router({
    people: admin.input(SiteInput).query(() => soon<Walker[]>()),
    walk: admin.input(WalkInput).mutation(() => soon<WalkStarted>()),
    leave: admin.input(LeaveInput).mutation(() => soon<{ agents: number }>()),
    clear: admin.input(SiteInput).mutation(() => soon<{ agents: number }>()),
  }),
  activity: router({ list: admin.input(ListActivityInput).query(() => soon<ActivityPage>()) }),
});

export type AppRouter = typeof appRouter;
