import { systemClock } from '@nanoedge/base';
import { challengeText, freshNonce, LinkChannel, proofText } from '@nanoedge/link';
import {
  AgentAuth,
  agentLink,
  agentLinkVersion,
  DeviceId,
  EpochMs,
  InvalidMessage,
  parse,
} from '@nanoedge/protocol';
import { deviceRefusals, linkRefusals, type RefusalWords } from '@nanoedge/words';
import type { Socket } from 'socket.io';
import * as z from 'zod/mini';
import type { Deps } from '../services/deps.ts';
import { proofOfDevice } from '../services/devices/authenticate.ts';
import { helloFromDevice } from '../services/devices/hello.ts';
import { objectionFromDevice } from '../services/devices/objection.ts';
import { duplicateKeySeen } from '../services/devices/duplicate.ts';
import { linkChanged } from '../services/devices/link-changed.ts';
import { moveHeldPorts } from '../services/deployments/move-held-ports.ts';
import { reportFromDevice } from '../services/devices/report.ts';
import { Forbidden } from '../services/errors.ts';
import { ingestEvents } from '../services/ingest/events.ts';
import type { AgentHub } from './agent-hub.ts';
import { Admission } from './admission.ts';
import type { Doors } from './doors.ts';
import { answering } from './answering.ts';
import { LinkDeferred, LinkDenied } from './link-denied.ts';
import { SealedLink } from './sealed-link.ts';
import { Takeovers } from './takeovers.ts';

export interface AgentLinkOptions {
  hub: AgentHub;
  deps: Deps;
  doors: Doors;
  admission?: Admission;
  proveWithinMs?: number;
}

/** Who an agent says that it is, and what it made up for this connection. */
interface AgentCalling {
  device: DeviceId;
  nonce: string;
}

/**
 * Which device a handshake speaks for. Throws InvalidMessage; an agent of another major version is
 * refused by name.
 */
const callerOf = (handshake: unknown): AgentCalling => {
  const { linkVersion } = parse(z.object({ linkVersion: z.int() }), handshake, 'handshake');
  if (linkVersion !== agentLinkVersion) {
    throw new InvalidMessage(
      'handshake',
      'linkVersion',
      linkRefusals.otherVersion(agentLinkVersion, linkVersion),
    );
  }
  const { device, nonce } = parse(AgentAuth, handshake, 'handshake');
  return { device: parse(DeviceId, device, 'device'), nonce };
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

/** What an agent that proved who it is may say. */
const listenTo = (
  link: SealedLink,
  { deps, device }: { deps: Deps; device: DeviceId },
  greeted: () => void,
): void => {
  const { hello, reported, events, objection } = agentLink;
  link.answer({ name: 'hello', schema: hello.payload }, (said) =>
    helloFromDevice(deps, device, said).finally(greeted),
  );
  link.answer({ name: 'reported', schema: reported.payload }, async (said) => {
    await reportFromDevice(deps, device, said);
    await moveHeldPorts(deps, device, said);
    return { now: parse(EpochMs, deps.now(), 'now') };
  });
  link.answer({ name: 'events', schema: events.payload }, (said) =>
    ingestEvents(deps, device, said),
  );
  link.answer({ name: 'objection', schema: objection.payload }, (said) =>
    objectionFromDevice(deps, device, said),
  );
};

type ServedAgents = AgentLinkOptions & { admission: Admission; takeovers: Takeovers };

const serveLink = (
  { hub, deps, doors, admission, takeovers, proveWithinMs = 5_000 }: ServedAgents,
  socket: Socket,
  { device, nonce }: AgentCalling,
): void => {
  const greeting = comeIn(admission, socket);
  const log = deps.log.child({ device });
  const binding = { device, agentNonce: nonce, dashboardNonce: freshNonce() };
  // One proof per connection: it is spent by the first try, right or wrong.
  let tried = false;
  let link: SealedLink | null = null;
  const report = (store: () => Promise<void>): void => {
    store().catch((error: unknown) =>
      log.error({ err: error }, 'could not store the state of a link'),
    );
  };
  const changed = (): void => report(() => linkChanged(deps, device));
  const hangUp = (): void => void socket.disconnect(true);
  const tooLate = setTimeout(hangUp, proveWithinMs);
  const refuse = (words: RefusalWords): never => {
    setImmediate(hangUp);
    throw new Forbidden(words);
  };
  // Until then nothing else is listened to
  socket.onAny((event) => {
    if (link === null && event !== 'prove') hangUp();
  });
  answering(
    socket,
    { name: 'prove', schema: agentLink.prove.payload, log },
    async ({ signature }) => {
      const again = tried;
      tried = true;
      // Who proves in time is heard, however long the database takes to say who that is.
      clearTimeout(tooLate);
      const proof = again ? null : await proofOfDevice(deps, device);
      if (proof === null || !proof.verifies(proofText(binding), signature)) {
        log.warn('agent did not prove who it is');
        return refuse(deviceRefusals.otherSignature);
      }
      if (socket.disconnected) return {};
      const { site, verifies } = proof;
      const { sign } = deps.identity;
      const end = { side: 'dashboard', site, binding, sign, verifies } as const;
      link = new SealedLink(socket, new LinkChannel(end), log);
      greeting.proven();
      doors.provenDevice(socket);
      listenTo(link, { deps, device }, greeting.served);
      const replaced = hub.adopt(device, link);
      log.info('agent connected');
      changed();
      if (replaced && takeovers.count(device)) report(() => duplicateKeySeen(deps, device));
      return {};
    },
  );
  socket.once('disconnect', (reason) => {
    clearTimeout(tooLate);
    if (link === null || !hub.release(device, link)) return;
    log.info({ reason }, 'agent disconnected');
    changed();
  });
  const signature = deps.identity.sign(challengeText(binding));
  socket.emit('challenge', { nonce: binding.dashboardNonce, signature });
};

/** Serves the agents' namespace: challenge, proof, hello, then reports and events. */
export const serveAgents = (options: AgentLinkOptions): void => {
  const admission = options.admission ?? new Admission(systemClock);
  const takeovers = new Takeovers(systemClock);
  options.hub.namespace.use((socket, next) => {
    try {
      callerOf(socket.handshake.auth);
      const comeBackMs = admission.turnIn();
      next(comeBackMs === null ? undefined : new LinkDeferred(comeBackMs));
    } catch (error) {
      next(error instanceof InvalidMessage ? error : new LinkDenied(linkRefusals.badHandshake));
    }
  });
  options.hub.namespace.on('connection', (socket) =>
    serveLink({ ...options, admission, takeovers }, socket, callerOf(socket.handshake.auth)),
  );
};
