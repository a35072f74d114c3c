import { accessRefusals, meetingRefusals } from '@nanoedge/words';
import {
  type About,
  type Requester,
  type Denial,
  denial,
  denialAtAll,
  type PolicyObject,
} from '../../policy/can.ts';
import type { Action } from '../../policy/table.ts';
import { Forbidden, NotFound } from './errors.ts';

/** Who asks: a signed-in user, and the person of the building that they are, if they are one. */
export interface Actor extends Requester {
  name: string;
  /** Whether their browser has twice twelve hours a day; absent: as the language has it. */
  hour12?: boolean;
  /** From where they ask; absent: not over the network. */
  address?: string;
  /** The session that they ask with. */
  session?: string;
}

/** What an action is about, and by which name it was asked for; absent: as that site. */
export interface Asked extends PolicyObject {
  as?: ConstructorParameters<typeof NotFound>;
}

const refuse = (actor: Actor, reason: Denial): never => {
  switch (reason.why) {
    case 'role':
      throw new Forbidden(accessRefusals.role(reason.least, actor.role));
    case 'site':
      throw new Forbidden(accessRefusals.everySite);
    case 'relation':
      throw new Forbidden(meetingRefusals.notYours);
  }
};

/** Throws Forbidden where the actor may never do this, whatever it is about. */
export const demandAtAll = (actor: Actor, action: Action): void => {
  const reason = denialAtAll(actor, action);
  if (reason !== null) refuse(actor, reason);
};

/**
 * Throws Forbidden unless the actor may do this, and NotFound where it is about something of a site
 * that is not theirs: for them there is no such thing.
 */
export const demand = <A extends Action>(
  actor: Actor,
  action: A,
  ...about: About<A, Asked>
): void => {
  const reason = denial(actor, action, ...(about as About<A>));
  if (reason === null) return;
  const [asked]: readonly Asked[] = about;
  if (reason.why === 'site' && asked !== undefined)
    throw new NotFound(...(asked.as ?? (['site', asked.site ?? ''] as const)));
  refuse(actor, reason);
};
