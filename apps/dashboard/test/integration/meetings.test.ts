import { Readable } from 'node:stream';
import { parse, RoomId } from '@nanoedge/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { meetings } from '../../src/server/db/schema/index.ts';
import type { Actor } from '../../src/server/services/actor.ts';
import { getContent } from '../../src/server/services/content/get.ts';
import { uploadContent } from '../../src/server/services/content/upload.ts';
import type { UploadedContent } from '../../src/server/services/content/view.ts';
import { roomAvailability } from '../../src/server/services/meetings/availability.ts';
import { addContent } from '../../src/server/services/meetings/add-content.ts';
import { createMeeting } from '../../src/server/services/meetings/create.ts';
import { getMeeting } from '../../src/server/services/meetings/get.ts';
import { listMeetings } from '../../src/server/services/meetings/list.ts';
import { removeContent } from '../../src/server/services/meetings/remove-content.ts';
import { removeMeeting } from '../../src/server/services/meetings/remove.ts';
import { reorderContent } from '../../src/server/services/meetings/reorder-content.ts';
import { restoreMeeting } from '../../src/server/services/meetings/restore.ts';
import type { CreateMeetingInput } from '../../src/server/services/meetings/schema.ts';
import { updateMeeting } from '../../src/server/services/meetings/update.ts';
import { minutes, noon, openWorld, person, site, type World } from './support/world.ts';

let world: World;
let alice: Actor;
const aurora = parse(RoomId, 'aurora', 'room');

beforeAll(async () => {
  world = await openWorld();
  alice = await world.actor('alice');
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.deps.db.execute(sql`delete from ${meetings}`);
});

const wanted = (change: Partial<CreateMeetingInput> = {}): CreateMeetingInput => ({
  site,
  title: 'Budget',
  room: aurora,
  startsAt: noon,
  endsAt: noon + minutes(60),
  participants: [person('bob')],
  content: [],
  ...change,
});
const create = (change?: Partial<CreateMeetingInput>, actor = alice) =>
  createMeeting(world.deps, actor, wanted(change));
const upload = (
  name: string,
  text: string | Buffer,
  declared = 'application/octet-stream',
): Promise<UploadedContent> =>
  uploadContent(world.deps, alice, { name, declared, source: Readable.from([Buffer.from(text)]) });
const file = ({ digest, name }: UploadedContent) => ({ kind: 'file' as const, digest, name });
const link = (url: string) => ({ kind: 'link' as const, name: 'Agenda', url });
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('booking a room', () => {
  it('refuses an end before the start and names the field', async () => {
    await expect(create({ endsAt: noon - 1 })).rejects.toMatchObject({
      kind: 'bad-input',
      detail: { field: 'endsAt' },
    });
  });

  it('refuses a meeting that nobody is invited to', async () => {
    await expect(create({ participants: [] })).rejects.toMatchObject({
      detail: { field: 'participants' },
    });
  });

  it('refuses people and rooms that are not of the site', async () => {
    await expect(create({ participants: [person('nobody')] })).rejects.toMatchObject({
      detail: { field: 'participants' },
    });
    await expect(create({ room: parse(RoomId, 'nowhere', 'room') })).rejects.toMatchObject({
      detail: { field: 'room' },
    });
  });

  it('accepts a start earlier today and refuses one of long ago', async () => {
    await expect(create({ startsAt: noon - minutes(300) })).resolves.toMatchObject({
      title: 'Budget',
    });
    await expect(
      create({ startsAt: noon - minutes(60 * 48), endsAt: noon - minutes(60 * 47) }),
    ).rejects.toMatchObject({
      detail: { field: 'startsAt' },
    });
  });

  it('names the meeting that has the room already', async () => {
    await create({ title: 'Stand-up' });
    await expect(
      create({ startsAt: noon + minutes(30), endsAt: noon + minutes(90) }),
    ).rejects.toMatchObject({
      kind: 'conflict',
      detail: { field: 'room', message: expect.stringContaining('Stand-up') },
    });
  });

  it('lets one meeting begin when the other ends', async () => {
    await create();
    await expect(
      create({ startsAt: noon + minutes(60), endsAt: noon + minutes(90) }),
    ).resolves.toBeDefined();
  });

  it('lets only one of many win who book the same room at the same moment', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => create()));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ kind: 'conflict' });
  });

  it('shows which rooms are free, without the meeting that is being moved', async () => {
    const booked = await create();
    const slot = { site, startsAt: noon, endsAt: noon + minutes(10) };
    expect(await roomAvailability(world.deps, alice, slot)).toMatchObject([
      { room: 'aurora', clash: { title: 'Budget' } },
    ]);
    expect(await roomAvailability(world.deps, alice, { ...slot, except: booked.id })).toMatchObject(
      [{ room: 'aurora', clash: null }],
    );
  });
});

describe('changing a meeting', () => {
  it('is for its organiser and administrators only', async () => {
    const { id } = await create({}, await world.actor('admin'));
    await expect(updateMeeting(world.deps, alice, { id, title: 'Mine now' })).rejects.toMatchObject(
      { kind: 'forbidden' },
    );
    await expect(
      createMeeting(world.deps, await world.actor('viewer'), wanted()),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('moves a meeting and tells the browsers', async () => {
    const { id, version } = await create();
    world.told.changed.length = 0;
    const moved = await updateMeeting(world.deps, alice, {
      id,
      base: { version },
      startsAt: noon + minutes(15),
      participants: [person('carl'), person('bob')],
    });
    expect(moved.startsAt).toBe(noon + minutes(15));
    expect(moved.participants.map(({ id: who }) => who)).toEqual(['carl', 'bob']);
    expect(world.told.changed).toEqual(['meetings']);
  });

  it('frees the room when it is removed, and comes back unless the room was booked since', async () => {
    const { id } = await create();
    await removeMeeting(world.deps, alice, { id });
    expect(await listMeetings(world.deps, alice, { site })).toEqual([]);
    await expect(restoreMeeting(world.deps, alice, { id })).resolves.toMatchObject({
      removedAt: null,
    });
    await removeMeeting(world.deps, alice, { id });
    await create({ title: 'Quicker' });
    await expect(restoreMeeting(world.deps, alice, { id })).rejects.toMatchObject({
      kind: 'conflict',
      detail: { message: expect.stringContaining('Quicker') },
    });
  });

  it('finds meetings by time and by a part of the title, in which % means itself', async () => {
    await create({ title: '100% done' });
    expect(await listMeetings(world.deps, alice, { site, query: '0%' })).toHaveLength(1);
    expect(await listMeetings(world.deps, alice, { site, query: '1%d' })).toHaveLength(0);
    expect(await listMeetings(world.deps, alice, { site, from: noon + minutes(60) })).toHaveLength(
      0,
    );
  });
});

describe('content of a meeting', () => {
  it('refuses links that are not of the web or hold a password', async () => {
    for (const url of [
      'javascript:alert(1)',
      'ftp://example.org/',
      'https://user:secret@example.org/',
      'nonsense',
    ]) {
      await expect(create({ content: [link(url)] })).rejects.toMatchObject({
        detail: { field: 'content.0.url' },
      });
    }
  });

  it('keeps files and links in their order, also after changes', async () => {
    const notes = await upload('notes.md', '# Notes');
    const picture = await upload('plan.png', png, 'image/png');
    const { id, content } = await create({ content: [file(notes), link('https://example.org/')] });
    const added = await addContent(world.deps, alice, { id, item: file(picture) });
    expect(added.content.map(({ item }) => item.kind)).toEqual(['markdown', 'link', 'image']);
    const order = added.content.map((item) => item.id).toReversed();
    const reordered = await reorderContent(world.deps, alice, { id, order });
    expect(reordered.content.map((item) => item.id)).toEqual(order);
    const left = await removeContent(world.deps, alice, { id, content: content[1]?.id ?? '' });
    expect(left.content.map(({ item }) => item.kind)).toEqual(['image', 'markdown']);
    await expect(reorderContent(world.deps, alice, { id, order })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it('refuses a file that is not what it claims, whatever it claims', async () => {
    const refused: [string, string | Buffer, string][] = [
      ['report.pdf', '# only text', 'application/pdf'],
      ['photo.png', '%PDF-1.7 not a picture', 'image/png'],
      ['notes.md', png, 'text/markdown'],
      ['notes.md', Buffer.from([0xff, 0xfe, 0x00, 0x41]), 'text/markdown'],
      ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
      ['photo.png', png, 'image/jpeg'],
      ['empty.md', '', 'text/markdown'],
      ['program.exe', 'MZ', 'application/octet-stream'],
    ];
    for (const [name, bytes, declared] of refused) {
      await expect(upload(name, bytes, declared), name).rejects.toMatchObject({
        kind: 'bad-input',
        detail: { field: 'file' },
      });
    }
  });

  it('is hidden from those who do not take part, and a digest alone opens nothing', async () => {
    const notes = await upload('secret.md', '# Only for us');
    const admin = await world.actor('admin');
    const viewer = await world.actor('viewer');
    const { id } = await create({ content: [file(notes)] });
    expect(await getMeeting(world.deps, viewer, { id })).toMatchObject({
      contentCount: 1,
      content: [],
    });
    await expect(getContent(world.deps, viewer, notes.digest)).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(
      getContent(world.deps, { ...viewer, person: person('bob') }, notes.digest),
    ).resolves.toMatchObject({ bytes: 13 });
    await expect(
      getContent(world.deps, { ...viewer, person: person('erin') }, notes.digest),
    ).rejects.toMatchObject({ kind: 'not-found' });
    await expect(getContent(world.deps, admin, notes.digest)).resolves.toBeDefined();
    const thief = { ...viewer, role: 'organiser' as const };
    await expect(
      create(
        { startsAt: noon + minutes(120), endsAt: noon + minutes(150), content: [file(notes)] },
        thief,
      ),
    ).rejects.toMatchObject({
      detail: { field: 'content.0.digest' },
    });
  });
});

describe('what the edge learns of a meeting', () => {
  it('gives the roster to authentication-engine and the content to the room, and nothing to the others', async () => {
    const before = await world.desired('entrance').catch(() => null);
    const notes = await upload('agenda.md', '# Agenda');
    const { id } = await create({ content: [file(notes)] });
    const closet = await world.desired('closet');
    expect(closet.roster?.meetings).toMatchObject([
      { id, participants: ['bob'], content: expect.stringMatching(/^sha256:/) },
    ]);
    const room = await world.desired('room');
    const manifest = room.display?.meetings[0]?.content;
    expect(room.content).toContain(notes.digest);
    expect(room.content).toContain(manifest);
    expect(
      manifest === null || manifest === undefined ? false : await world.deps.blobs.has(manifest),
    ).toBe(true);
    expect((await world.desired('entrance')).content).toEqual([]);
    expect(before?.revision ?? 1).toBe((await world.desired('entrance')).revision);
  });
});
