import { ownZone } from '@nanoedge/base';
import {
  FloorPlan,
  parse,
  type ProblemDetail,
  RoomId,
  SiteId,
  TimeZone,
  ZoneId,
} from '@nanoedge/protocol';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { render } from '@testing-library/react';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import type { AppRouter } from '@/server/trpc/router.ts';
import { TestAddress } from '@/browser/address/test-address.tsx';
import { SignInGate, SignInGateContext } from '@/browser/api/sign-in-gate.ts';
import { TRPCProvider } from '@/browser/api/trpc.ts';
import { LiveScope } from '@/browser/live/provider.tsx';
import { Pushes } from '@/browser/live/pushes.ts';
import { LiveStore } from '@/browser/live/store.ts';
import { type Me, PlaceProvider, type SiteDetail } from '@/browser/site/site.tsx';

const plan = { width: 10, height: 10, routes: [], waypoints: [], devices: [], things: [] };
const zone = { id: 'entrance', name: 'Entrance', kind: 'entrance', outline: [], room: null };

const site: SiteDetail = {
  id: parse(SiteId, 'demo', 'site'),
  name: 'Demo building',
  timeZone: parse(TimeZone, ownZone(), 'time zone'),
  plan: parse(FloorPlan, { ...plan, zones: [zone] }, 'plan'),
  rooms: [
    { id: parse(RoomId, 'aurora', 'room'), name: 'Aurora', zone: parse(ZoneId, 'aurora', 'zone') },
  ],
};

const me: Me = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@site.test',
  role: 'admin',
  site: null,
  person: null,
};

/** What the server of a test refuses, with the input that is wrong. */
export class TestRefusal extends Error {
  readonly problem: ProblemDetail;
  /** Who was first, of a save that was made from an older version. */
  readonly stale: { by: string } | null;
  constructor(problem: ProblemDetail, stale: { by: string } | null = null) {
    super(problem.message);
    this.name = 'TestRefusal';
    this.problem = problem;
    this.stale = stale;
  }
}

/** Answers of the server by procedure, such as `people.create`. */
export type TestAnswers = Readonly<Record<string, (input: unknown) => unknown>>;

const answering =
  (answers: TestAnswers): TRPCLink<AppRouter> =>
  () =>
  ({ op }) =>
    observable((observer) => {
      Promise.resolve()
        .then(() => answers[op.path]?.(op.input))
        .then(
          (data) => {
            observer.next({ result: { type: 'data', data } });
            observer.complete();
          },
          (error: unknown) => {
            const refusal = error instanceof TestRefusal ? error : null;
            const { problem = null, stale = null } = refusal ?? {};
            const data = { httpStatus: 409, problem, stale };
            observer.error(TRPCClientError.from({ error: { code: -32_009, message: 'no', data } }));
          },
        );
    });

interface Viewer {
  role?: Me['role'];
  of?: Me['site'];
  person?: Me['person'];
  timeZone?: string;
  hour12?: boolean;
}

/** Draws a part of a page as an administrator of a small site sees it. */
export const renderInPage = (
  part: ReactNode,
  answers: TestAnswers = {},
  { role = 'admin', of = null, person = null, timeZone = ownZone(), hour12 = false }: Viewer = {},
) => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const client = createTRPCClient<AppRouter>({ links: [answering(answers)] });
  const gate = new SignInGate();
  const push = vi.fn<(href: string) => void>();
  const router = {
    push,
    replace: push,
    back: () => undefined,
    forward: () => undefined,
    refresh: () => undefined,
    prefetch: () => undefined,
    hmrRefresh: () => undefined,
    bfcacheId: '',
  };
  const live = { store: new LiveStore(), pushes: new Pushes() };
  const drawn = render(
    <AppRouterContext value={router}>
      <TestAddress>
        <QueryClientProvider client={queries}>
          <TRPCProvider trpcClient={client} queryClient={queries}>
            <PlaceProvider
              site={{ ...site, timeZone: parse(TimeZone, timeZone, 'time zone') }}
              me={{ ...me, role, site: of, person }}
              hour12={hour12}
            >
              <SignInGateContext value={gate}>
                <LiveScope live={live}>{part}</LiveScope>
              </SignInGateContext>
            </PlaceProvider>
          </TRPCProvider>
        </QueryClientProvider>
      </TestAddress>
    </AppRouterContext>,
  );
  return { ...drawn, push, queries, live };
};
