import { router } from './init.ts';
import { accountsRouter } from './routers/accounts.ts';
import { activityRouter } from './routers/activity.ts';
import { calibrationRouter } from './routers/calibration.ts';
import { deploymentsRouter } from './routers/deployments.ts';
import { devicesRouter } from './routers/devices.ts';
import { eventsRouter } from './routers/events.ts';
import { journeysRouter } from './routers/journeys.ts';
import { meRouter } from './routers/me.ts';
import { meetingsRouter } from './routers/meetings.ts';
import { nanoservicesRouter } from './routers/nanoservices.ts';
import { peopleRouter } from './routers/people.ts';
import { planRouter } from './routers/plan.ts';
import { registriesRouter } from './routers/registries.ts';
import { runsRouter } from './routers/runs.ts';
import { simulationRouter } from './routers/simulation.ts';
import { siteRouter } from './routers/site.ts';
import { snapshotsRouter } from './routers/snapshots.ts';
import { storageRouter } from './routers/storage.ts';

/** Everything a browser can ask for. Parses and calls; the rules live in `services`. */
export const appRouter = router({
  me: meRouter,
  site: siteRouter,
  plan: planRouter,
  meetings: meetingsRouter,
  people: peopleRouter,
  devices: devicesRouter,
  nanoservices: nanoservicesRouter,
  deployments: deploymentsRouter,
  calibration: calibrationRouter,
  registries: registriesRouter,
  runs: runsRouter,
  snapshots: snapshotsRouter,
  events: eventsRouter,
  journeys: journeysRouter,
  simulation: simulationRouter,
  accounts: accountsRouter,
  activity: activityRouter,
  storage: storageRouter,
});

export type AppRouter = typeof appRouter;
