import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createProgress } from './progress.ts';

class Refused extends Error {}

/** A stream that keeps what it gets, and what is read of it without colours. */
const keeping = (isTTY: boolean, columns = 60) => {
  const got: string[] = [];
  const sink = new Writable({
    write: (chunk, _, done) => {
      got.push(String(chunk));
      done();
    },
  });
  const stream = Object.assign(sink, { isTTY, columns, rows: 20 }) as unknown as NodeJS.WriteStream;
  const raw = () => got.join('');
  return { progress: createProgress(stream), raw, text: () => stripVTControlCharacters(raw()) };
};

const untilTaken = () => new Promise((resolve) => setTimeout(resolve, 5));

describe.each([
  ['no terminal', () => keeping(false)],
  ['a terminal that does not know its width', () => keeping(true, 0)],
])('progress on %s', (_, open) => {
  it('names a step when it begins and when it has ended', async () => {
    const { progress, raw, text } = open();
    const step = async (note: (text: string) => void) => {
      note('nearly there');
      await untilTaken();
      expect(raw()).toBe('… Images\n');
      return 42;
    };
    expect(await progress.step('Images', step)).toBe(42);
    progress.line('    3 of them');
    await progress.step('Dashboard', untilTaken);
    expect(text()).toMatch(
      /^… Images\n✓ Images \[\d+ ms\]\n {4}3 of them\n… Dashboard\n✓ Dashboard \[\d+ ms\]\n$/,
    );
  });

  it('marks a step that fails and passes its error on, whose words are said once', async () => {
    const { progress, text } = open();
    const error = new Refused('No room.\nThe disk is full.');
    await expect(progress.step('Images', () => Promise.reject(error))).rejects.toBe(error);
    expect(text()).toBe('… Images\n✗ Images\n');
  });
});

describe('progress on a terminal', () => {
  it('shows what a step is doing now, and leaves one line of it', async () => {
    const { progress, text } = keeping(true);
    await progress.step('Images', async (note) => {
      note(`door-bell ${'and more '.repeat(20)}`);
      await untilTaken();
    });
    expect(text()).toMatch(/Images\n {2}door-bell and more .{0,50}\n/);
    expect(text()).toMatch(/✓ Images \[\d+ ms\]\n$/);
  });

  it('shows the cursor again after a step that fails', async () => {
    const { progress, raw, text } = keeping(true);
    await expect(progress.step('Images', () => Promise.reject(new Refused()))).rejects.toThrow(
      Refused,
    );
    expect(raw().lastIndexOf('\u001b[?25h')).toBeGreaterThan(raw().lastIndexOf('\u001b[?25l'));
    expect(text()).toMatch(/✗ Images\n$/);
  });
});
