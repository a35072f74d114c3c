import type { PersonId, SiteId } from '@nanoedge/protocol';
import { reaches, type Role } from './roles.ts';
import { type Action, policy, type Relation, type Permission, type SiteAction } from './table.ts';

/** Who asks, as far as it counts. */
export interface Requester {
  /** The account. */
  user: string;
  role: Role;
  /** The only site whose things it may see; null: every site. */
  site: SiteId | null;
  /** The person of the building that it belongs to. */
  person: PersonId | null;
}

/** What somebody wants something of. */
export interface PolicyObject {
  /** Null: of no one site, and so for those of every site alone. */
  site: SiteId | null;
  /** The account that organises it. */
  organiser?: string;
  /** Who is expected at it. */
  people?: readonly PersonId[];
  /** The account that brought it. */
  uploader?: string;
}

/** Why not: too small a role, something of another site, or nothing of one's own. */
export type Denial = { why: 'role'; least: Role } | { why: 'site' } | { why: 'relation' };

/** What is to be named besides the action: nothing, where it is not about something of a site. */
export type About<A extends Action, T = PolicyObject> = A extends SiteAction ? [object: T] : [];

const relates = (requester: Requester, relation: Relation, object: PolicyObject): boolean => {
  switch (relation) {
    case 'organiser':
      return object.organiser === requester.user;
    case 'guest':
      return requester.person !== null && object.people?.includes(requester.person) === true;
    case 'uploader':
      return object.uploader === requester.user;
  }
};

/** What speaks against it whatever it is about; null: nothing. */
export const denialAtAll = (
  requester: Pick<Requester, 'role' | 'site'>,
  action: Action,
): Denial | null => {
  const rule: Permission = policy[action];
  if (!reaches(requester.role, rule.role)) return { why: 'role', least: rule.role };
  return rule.of === 'installation' && requester.site !== null ? { why: 'site' } : null;
};

/** What speaks against it; null: nothing. */
export const denial = <A extends Action>(
  requester: Requester,
  action: A,
  ...[object]: About<A>
): Denial | null => {
  const rule: Permission = policy[action];
  // What is of another site is not there, whatever the role
  if (rule.of === 'site' && requester.site !== null && object?.site !== requester.site)
    return { why: 'site' };
  const atAll = denialAtAll(requester, action);
  if (atAll !== null || rule.relation === undefined || reaches(requester.role, 'admin'))
    return atAll;
  const isOwn = rule.relation.some(
    (relation) => object !== undefined && relates(requester, relation, object),
  );
  return isOwn ? null : { why: 'relation' };
};

/** Whether somebody may do something: the one place where that is decided. */
export const can = <A extends Action>(
  requester: Requester,
  action: A,
  ...about: About<A>
): boolean => denial(requester, action, ...about) === null;
