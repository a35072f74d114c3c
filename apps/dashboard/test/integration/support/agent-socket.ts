import { agentLinkVersion } from '@nanoedge/protocol';
import { io, type Socket } from 'socket.io-client';

export type AgentSocket = Socket;

/** A socket to the agents' namespace, as a device says that it is; it is lost once and for all. */
export const openAgentSocket = (
  url: string,
  device: string,
  linkVersion: number = agentLinkVersion,
): AgentSocket =>
  io(`${url}/agents`, {
    auth: { device, linkVersion },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
