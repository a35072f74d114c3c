import { AccessDenied, matchPath } from '@nanoedge/coap';
import type { Capabilities } from '@nanoedge/protocol';

/**
 * Refuses what a deployment has no use for, with AccessDenied: things that it does not need, to
 * command what it only senses, what meetings show. Of what it may tell is looked at with the event.
 */
export const permit = (
  { things, content }: Capabilities,
  { method, path }: { method: string; path: string },
): void => {
  if (path.startsWith('/content/') && !content)
    throw new AccessDenied('what meetings show is not for this service');
  const { name } = matchPath('/things/{name}', path) ?? {};
  if (name === undefined) return;
  const use = Object.entries(things).find(([thing]) => thing === name)?.[1];
  if (use === undefined)
    throw new AccessDenied('this thing is not for this service; its release must need its kind');
  if (method !== 'GET' && use === 'read')
    throw new AccessDenied('this service senses this thing and does not command it');
};
