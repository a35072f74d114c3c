import { liveLink } from '@nanoedge/protocol';
import { accessRefusals } from '@nanoedge/words';
import type { Socket } from 'socket.io';
import type { ActorOf } from '../auth/actor.ts';
import { type Actor, demand } from '../services/actor.ts';
import type { Deps } from '../services/deps.ts';
import { SignedOut } from '../services/errors.ts';
import { watchSite } from '../services/live/watch-site.ts';
import { answering } from './answering.ts';
import type { Doors } from './doors.ts';
import { type LiveHub, roomOf, type Watcher } from './live-hub.ts';
import { LinkDenied } from './link-denied.ts';

interface Serving {
  hub: LiveHub;
  deps: Deps;
  actorOf: ActorOf;
}

const watcherOf = ({ session = '', user, role, site }: Actor): Watcher => ({
  session,
  user,
  role,
  site,
});

const serveBrowser = ({ hub, deps, actorOf }: Serving, socket: Socket): void => {
  answering(
    socket,
    { name: 'subscribe', schema: liveLink.subscribe.payload, log: deps.log },
    async (wanted) => {
      // Asked at every subscription: a session may have ended, or a role changed, since the
      // connection was made.
      const actor: Actor | null = await actorOf(socket.request);
      if (actor === null) throw new SignedOut();
      hub.admit(socket, watcherOf(actor));
      for (const room of socket.rooms) if (room !== socket.id) await socket.leave(room);
      demand(actor, 'site.watch', wanted);
      // Joined first, so that nothing falls between the answer and the first push; browsers know an
      // event by its id.
      await socket.join(roomOf(actor, wanted.site));
      return watchSite(deps, actor, wanted);
    },
  );
};

/** Serves the browsers' namespace to those who are signed in. */
export const serveLive = ({ hub, deps, actorOf, doors }: Serving & { doors: Doors }): void => {
  hub.namespace.use((socket, admit) => {
    actorOf(socket.request).then(
      (actor) => {
        if (actor === null) return admit(new LinkDenied(accessRefusals.signedOut.message));
        if (!doors.admitsPage(socket, actor.user))
          return admit(new LinkDenied(accessRefusals.manyPages.message));
        hub.admit(socket, watcherOf(actor));
        admit();
      },
      (error: unknown) => {
        deps.log.error({ err: error }, 'could not read a session');
        admit(new LinkDenied(accessRefusals.ourFault.message));
      },
    );
  });
  hub.namespace.on('connection', (socket) => serveBrowser({ hub, deps, actorOf }, socket));
};
