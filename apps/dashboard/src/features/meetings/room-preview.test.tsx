// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { RoomPreview } from './room-preview.tsx';

afterEach(cleanup);

/** The preview with a frame of which the test has the other end. */
const show = () => {
  renderInPage(<RoomPreview kind="pdf" name="Roadmap" url="/api/content/x" />);
  const frame = screen.getByTitle<HTMLIFrameElement>('Roadmap, as the room shows it');
  const postMessage = vi.fn<(ask: unknown, origin: string) => void>();
  const inside = { postMessage } as unknown as Window;
  Object.defineProperty(frame, 'contentWindow', { value: inside });
  const say = (data: unknown, { from = inside, origin = window.location.origin } = {}) =>
    act(() => {
      const event = new MessageEvent('message', { data, origin });
      Object.defineProperty(event, 'source', { value: from });
      window.dispatchEvent(event);
    });
  return { say, postMessage };
};

it('asks the frame for the first page once it is there, and leafs through what it has', async () => {
  const { say, postMessage } = show();
  expect(postMessage).not.toHaveBeenCalled();
  say({ pages: null });
  const ask = { kind: 'pdf', name: 'Roadmap', url: '/api/content/x', page: 0 };
  expect(postMessage).toHaveBeenLastCalledWith(ask, window.location.origin);
  say({ pages: 2 });
  expect(screen.getByText('Page 1 of 2')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Next page of Roadmap' }));
  expect(postMessage).toHaveBeenLastCalledWith({ ...ask, page: 1 }, window.location.origin);
  expect(screen.getByText('Page 2 of 2')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Next page of Roadmap' })).toHaveProperty(
    'disabled',
    true,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Page before, of Roadmap' }));
  expect(postMessage).toHaveBeenLastCalledWith(ask, window.location.origin);
});

it('listens to nobody but its frame', () => {
  const { say, postMessage } = show();
  say({ pages: 5 }, { origin: 'https://example.org' });
  say({ pages: 5 }, { from: window });
  say({ pages: 0 });
  expect(postMessage).not.toHaveBeenCalled();
  expect(screen.queryByText(/Page 1/)).toBeNull();
});
