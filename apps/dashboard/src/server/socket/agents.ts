import { randomBytes } from 'node:crypto';
import { systemClock } from '@nanoedge/base';
import {
  AgentAuth,
  agentLink,
  agentLinkVersion,
  challengeText,
  DeviceId,
  EpochMs,
  InvalidMessage,
  parse,
} from '@nanoedge/protocol';
import { deviceRefusals, linkRefusals, type RefusalWords } from '@nanoedge/words';
import type { Socket } from 'socket.io';
import type { Deps } from '../services/deps.ts';
import { signedByDevice } from '../services/devices/authenticate.ts';
import { helloFromDevice } from '../services/devices/hello.ts';
import { linkChanged } from '../services/devices/link-changed.ts';
import { moveHeldPorts } from '../services/deployments/move-held-ports.ts';
import { reportFromDevice } from '../services/devices/report.ts';
import { Forbidden } from '../services/errors.ts';
import { ingestEvents } from '../services/ingest/events.ts';
import type { AgentHub } from './agent-hub.ts';
import { Admission } from './admission.ts';
import { answering } from './answering.ts';
import { LinkDeferred, LinkDenied } from './link-denied.ts';

export interface AgentLinkOptions {
  hub: AgentHub;
  deps: Deps;
  admission?: Admission;
  proveWithinMs?: number;
}

/**
 * Which device a handshake speaks for. Throws InvalidMessage; an agent of another major version is
 * refused by name.
 */
const deviceOf = (handshake: unknown): DeviceId => {
  const auth = parse(AgentAuth, handshake, 'handshake');
  if (auth.linkVersion !== agentLinkVersion) {
    throw new InvalidMessage(
      'handshake',
      'linkVersion',
      linkRefusals.otherVersion(agentLinkVersion, auth.linkVersion),
    );
  }
  return parse(DeviceId, auth.device, 'device');
};

/** Takes a place among those who are greeted. Who only connects does not keep it for long. */
const comeIn = (admission: Admission, socket: Socket) => {
  const served = admission.enter();
  const idle = setTimeout(served, 1_000);
  const proven = (): void => clearTimeout(idle);
  socket.once('disconnect', () => {
    proven();
    served();
  });
  return { proven, served };
};

const serveLink = (
  { hub, deps, admission, proveWithinMs = 5_000 }: AgentLinkOptions & { admission: Admission },
  socket: Socket,
  device: DeviceId,
): void => {
  const greeting = comeIn(admission, socket);
  const log = deps.log.child({ device });
  // One proof per nonce: it is spent by the first try, right or wrong.
  const state: { nonce: string | null; proven: boolean } = {
    nonce: randomBytes(32).toString('base64url'),
    proven: false,
  };
  const changed = (): void => {
    linkChanged(deps, device).catch((error: unknown) =>
      log.error({ err: error }, 'could not store the state of a link'),
    );
  };
  const tooLate = setTimeout(() => socket.disconnect(true), proveWithinMs);
  const refuse = (words: RefusalWords): never => {
    setImmediate(() => socket.disconnect(true));
    throw new Forbidden(words);
  };
  const onlyProven = (): void => {
    if (!state.proven) refuse(deviceRefusals.unproven);
  };

  answering(
    socket,
    { name: 'prove', schema: agentLink.prove.payload, log },
    async ({ signature }) => {
      const { nonce } = state;
      state.nonce = null;
      // Who proves in time is heard, however long the database takes to say who that is.
      clearTimeout(tooLate);
      if (
        nonce === null ||
        !(await signedByDevice(deps, device, { text: challengeText(device, nonce), signature }))
      ) {
        log.warn('agent did not prove who it is');
        return refuse(deviceRefusals.otherSignature);
      }
      if (socket.disconnected) return {};
      state.proven = true;
      greeting.proven();
      hub.adopt(device, socket);
      log.info('agent connected');
      changed();
      return {};
    },
  );
  answering(socket, { name: 'hello', schema: agentLink.hello.payload, log }, (hello) => {
    onlyProven();
    return helloFromDevice(deps, device, hello).finally(greeting.served);
  });
  answering(
    socket,
    { name: 'reported', schema: agentLink.reported.payload, log },
    async (reported) => {
      onlyProven();
      await reportFromDevice(deps, device, reported);
      await moveHeldPorts(deps, device, reported);
      return { now: parse(EpochMs, deps.now(), 'now') };
    },
  );
  answering(socket, { name: 'events', schema: agentLink.events.payload, log }, (message) => {
    onlyProven();
    return ingestEvents(deps, device, message);
  });
  socket.once('disconnect', (reason) => {
    clearTimeout(tooLate);
    if (!hub.release(device, socket)) return;
    log.info({ reason }, 'agent disconnected');
    changed();
  });
  socket.emit('challenge', { nonce: state.nonce });
};

/** Serves the agents' namespace: challenge, proof, hello, then reports and events. */
export const serveAgents = (options: AgentLinkOptions): void => {
  const admission = options.admission ?? new Admission(systemClock);
  options.hub.namespace.use((socket, next) => {
    try {
      deviceOf(socket.handshake.auth);
      const comeBackMs = admission.turnIn();
      next(comeBackMs === null ? undefined : new LinkDeferred(comeBackMs));
    } catch (error) {
      next(error instanceof InvalidMessage ? error : new LinkDenied(linkRefusals.badHandshake));
    }
  });
  options.hub.namespace.on('connection', (socket) =>
    serveLink({ ...options, admission }, socket, deviceOf(socket.handshake.auth)),
  );
};
