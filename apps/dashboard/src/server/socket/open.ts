import { Server } from 'socket.io';
import { originAllowed } from '../http/origins.ts';
import type { MayComePlain } from '../http/only-tls.ts';
import { type Doors, largestMessage } from './doors.ts';

interface SocketEntrance {
  doors: Doors;
  mayCome: MayComePlain;
  origins: Parameters<typeof originAllowed>[0];
}

/** The server of all links; `doors` watches it once it is attached. */
export const openSocketServer = ({ doors, mayCome, origins }: SocketEntrance): Server =>
  new Server({
    serveClient: false,
    maxHttpBufferSize: largestMessage,
    pingInterval: 5_000,
    pingTimeout: 4_000,
    // So long somebody may be here without saying what for
    connectTimeout: 15_000,
    destroyUpgrade: false,
    allowRequest: (request, decide) =>
      decide(
        null,
        mayCome(request) &&
          originAllowed(origins, request.headers.origin) &&
          doors.mayCome(request),
      ),
  });
