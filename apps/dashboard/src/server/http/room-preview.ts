import { serveStatic } from '@hono/node-server/serve-static';
import { roomPagePolicy } from '@nanoedge/base';
import { Hono } from 'hono';
import type { HttpEnv } from './context.ts';

/** As strict as the room's agent is with the same page; only pages of ours may have it in a frame. */
const policy = roomPagePolicy("'self'");

/** The room screen's own page, built to show one piece of content in a frame of the dashboard. */
export const roomPreviewRoutes = (folder: string): Hono<HttpEnv> =>
  new Hono<HttpEnv>().get(
    '/*',
    serveStatic<HttpEnv>({
      root: folder,
      rewriteRequestPath: (path) => path.replace(/^\/api\/room-preview/, ''),
      onFound: (_path, c) => {
        c.header('content-security-policy', policy);
        c.header('cache-control', 'no-cache');
      },
    }),
  );
