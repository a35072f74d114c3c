import { parse, PersonId, SiteId } from '@nanoedge/protocol';
import { describe, expect, it } from 'vitest';
import { can, denial, denialAtAll, type Requester } from './can.ts';

const [north, south] = ['north', 'south'].map((id) => parse(SiteId, id, 'site')) as [
  SiteId,
  SiteId,
];
const [bob, eve] = ['bob', 'eve'].map((id) => parse(PersonId, id, 'person')) as [
  PersonId,
  PersonId,
];

const asking = (role: Requester['role'], more: Partial<Requester> = {}): Requester => ({
  user: `a-${role}`,
  role,
  site: null,
  person: null,
  ...more,
});

describe('what somebody may do', () => {
  it('grows with their role', () => {
    expect(can(asking('viewer'), 'meeting.read', { site: north })).toBe(true);
    expect(denial(asking('viewer'), 'meeting.create', { site: north })).toEqual({
      why: 'role',
      least: 'organiser',
    });
    expect(can(asking('organiser'), 'meeting.create', { site: north })).toBe(true);
    expect(can(asking('organiser'), 'device.revoke', { site: north })).toBe(false);
    expect(can(asking('admin'), 'device.revoke', { site: north })).toBe(true);
  });

  it('ends at their site, whatever their role', () => {
    for (const role of ['viewer', 'organiser', 'admin'] as const) {
      const local = asking(role, { site: north });
      expect(can(local, 'meeting.read', { site: north })).toBe(true);
      expect(denial(local, 'meeting.read', { site: south })).toEqual({ why: 'site' });
    }
  });

  it('does not reach what is of no one site, unless they are of every site', () => {
    const local = asking('admin', { site: north });
    expect(denial(local, 'audit.read', { site: null })).toEqual({ why: 'site' });
    expect(denialAtAll(local, 'registry.edit')).toEqual({ why: 'site' });
    expect(can(asking('admin'), 'audit.read', { site: null })).toBe(true);
    expect(can(asking('admin'), 'registry.edit')).toBe(true);
  });

  it('does not tell somebody of another site that their role is too small', () => {
    const local = asking('viewer', { site: north });
    expect(denial(local, 'device.revoke', { site: south })).toEqual({ why: 'site' });
  });
});

describe('a meeting', () => {
  const meeting = { site: north, organiser: 'a-organiser', people: [bob] };

  it('is changed by its organiser and by administrators', () => {
    expect(can(asking('organiser'), 'meeting.edit', meeting)).toBe(true);
    expect(can(asking('admin'), 'meeting.edit', meeting)).toBe(true);
    const other = asking('organiser', { user: 'other' });
    expect(denial(other, 'meeting.edit', meeting)).toEqual({ why: 'relation' });
  });

  it('is not changed by an organiser who is a viewer by now', () => {
    const former = asking('viewer', { user: 'a-organiser' });
    expect(denial(former, 'meeting.edit', meeting)).toEqual({ why: 'role', least: 'organiser' });
  });

  it('shows its content to its guests, its organiser and administrators', () => {
    const read = (requester: Requester) => can(requester, 'meeting.readContent', meeting);
    expect(read(asking('viewer', { person: bob }))).toBe(true);
    expect(read(asking('viewer', { person: eve }))).toBe(false);
    expect(read(asking('viewer'))).toBe(false);
    expect(read(asking('organiser'))).toBe(true);
    expect(read(asking('admin'))).toBe(true);
    expect(read(asking('admin', { site: south }))).toBe(false);
  });
});

it('gives uploaded bytes to who brought them, and to nobody for a digest alone', () => {
  const own = { site: null, uploader: 'a-viewer' };
  expect(can(asking('viewer'), 'content.read', own)).toBe(true);
  expect(can(asking('viewer', { user: 'other' }), 'content.read', own)).toBe(false);
});
