import { waitUntil } from '@nanoedge/base/testing';
import { DashboardClient } from '@nanoedge/client';
import type { AppRouter } from '@nanoedge/dashboard/router';
import type { Journey, StoredEvent } from '@nanoedge/protocol';
import type { inferRouterInputs } from '@trpc/server';
import { sessionOf, type Who } from './session.ts';

/**
 * Asks again every 200 ms until it is so; fails after two and a half minutes: a guided person who
 * vanished is lost only when the guidance ends.
 */
const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
  await waitUntil(what, holds, { timeoutMs: 150_000, everyMs: 200 });
};

type MeetingInput = inferRouterInputs<AppRouter>['meetings']['create'];

/** The dashboard as a program uses it, and what the tests ask of its site again and again. */
export class Api extends DashboardClient<AppRouter> {
  async site(): Promise<string> {
    const [site] = await this.ask((api) => api.site.list.query());
    if (site === undefined) throw new Error('there is no site');
    return site.id;
  }

  /** The zone that was set for the site; null: that of the installation. */
  async timeZone(): Promise<string | null> {
    const site = await this.site();
    return (await this.ask((api) => api.site.settings.query({ site }))).timeZone;
  }

  async setTimeZone(timeZone: string | null): Promise<void> {
    const site = await this.site();
    await this.ask((api) => api.site.update.mutate({ site, timeZone }));
  }

  /** The id of the newest event; events after it belong to what the test does next. */
  async cursor(): Promise<number> {
    const site = await this.site();
    const page = await this.ask((api) => api.events.list.query({ site, limit: 1 }));
    return page.events[0]?.id ?? 0;
  }

  async eventsAfter(after: number): Promise<StoredEvent[]> {
    const site = await this.site();
    return (await this.ask((api) => api.events.list.query({ site, after, limit: 500 }))).events;
  }

  async personId(name: string): Promise<string> {
    const site = await this.site();
    const people = await this.ask((api) => api.people.list.query({ site }));
    const person = people.find((row) => row.name.startsWith(name));
    if (person === undefined) throw new Error(`nobody is called ${name}`);
    return person.id;
  }

  async createMeeting(meeting: Omit<MeetingInput, 'site'>): Promise<void> {
    const site = await this.site();
    await this.ask((api) => api.meetings.create.mutate({ site, ...meeting }));
  }

  /** A meeting in Aurora that begins in a minute and lasts for half an hour. */
  async meetingSoon(
    title: string,
    participants: string[],
    content: MeetingInput['content'] = [],
  ): Promise<void> {
    const now = Date.now();
    const [startsAt, endsAt] = [now + 60_000, now + 1_800_000];
    await this.createMeeting({ title, room: 'aurora', startsAt, endsAt, participants, content });
  }

  async walk(walker: string, pace = 2): Promise<void> {
    const site = await this.site();
    await this.ask((api) => api.simulation.walk.mutate({ site, walker, pace }));
  }

  async leave(walker: string): Promise<void> {
    const site = await this.site();
    await this.ask((api) => api.simulation.leave.mutate({ site, walker }));
  }

  /** Takes every simulated person out and waits until nobody is on a journey. */
  async emptyBuilding(): Promise<void> {
    const site = await this.site();
    await this.ask((api) => api.simulation.clear.mutate({ site }));
    const active = () => this.ask((api) => api.journeys.list.query({ site, active: true }));
    await until('the building is empty', async () => (await active()).length === 0);
  }

  /** Waits until the newest journey of each of the people is in the given state. */
  async settled(people: readonly string[], state: Journey['state']): Promise<void> {
    const site = await this.site();
    const newest = async (person: string) => {
      const latest = await this.ask((api) => api.journeys.list.query({ site, person, limit: 5 }));
      return latest.toSorted((one, other) => other.updatedAt - one.updatedAt)[0]?.state;
    };
    await until(`everybody is ${state}`, async () =>
      (await Promise.all(people.map(newest))).every((found) => found === state),
    );
  }

  async meetingTitles(): Promise<string[]> {
    const site = await this.site();
    const meetings = await this.ask((api) => api.meetings.list.query({ site }));
    return meetings.filter(({ removedAt }) => removedAt === null).map(({ title }) => title);
  }

  /** Removes every meeting, so that the room is free. */
  async emptyCalendar(): Promise<void> {
    const site = await this.site();
    for (const { id, removedAt } of await this.ask((api) => api.meetings.list.query({ site })))
      if (removedAt === null) await this.ask((api) => api.meetings.remove.mutate({ id }));
  }
}

export const openApi = (who: Who): Api => new Api(sessionOf(who));
