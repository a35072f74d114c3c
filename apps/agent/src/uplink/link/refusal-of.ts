import { InvalidMessage } from '@nanoedge/protocol';
import {
  CalibrationRefused,
  DashboardDistrusted,
  EngineUnreachable,
  ScreensRefused,
} from '../../errors.ts';

/** What the dashboard is told of an error; only what it can do something about by its words. */
export const refusalOf = (error: unknown): { ok: false; error: string } => ({
  ok: false,
  error:
    error instanceof InvalidMessage ||
    error instanceof EngineUnreachable ||
    error instanceof CalibrationRefused ||
    error instanceof DashboardDistrusted ||
    error instanceof ScreensRefused
      ? error.message
      : 'the agent failed',
});
