// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { UploadedImage } from '@/browser/upload/archive-upload.ts';
import { renderInPage } from '@/browser/test-page.tsx';
import { takeRequests } from '@/browser/upload/test-request.ts';
import { ImageDrop } from './image-drop.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const found: UploadedImage = {
  upload: 'u1',
  imageId: `sha256:${'a'.repeat(64)}`,
  reference: 'team/blinker:1',
  architecture: 'amd64',
  bytes: 2_000_000,
  layers: [],
  manifest: null,
  volumes: [],
  setuid: [],
};

const choose = async () => {
  const requests = takeRequests();
  const onImage = vi.fn<(image: UploadedImage | null) => void>();
  const drawn = renderInPage(<ImageDrop image={null} onImage={onImage} error={undefined} />);
  await userEvent.upload(screen.getByLabelText('Image archive'), new File(['1234'], 'blinker.tar'));
  const [request] = requests;
  if (request === undefined) throw new TypeError('nothing was sent');
  return { onImage, request, ...drawn };
};

it('says how much has gone, then that it is read, and hands on what was in it', async () => {
  const { onImage, request } = await choose();
  expect(screen.getByText('Sending 0 B of 4 B')).toBeDefined();
  act(() => request.progress(3, 4));
  expect(screen.getByText('Sending 3 B of 4 B')).toBeDefined();
  act(() => request.progress(4, 4));
  expect(screen.getByText('Reading its layers and checking them…')).toBeDefined();
  await act(async () => request.answer(201, found));
  expect(onImage).toHaveBeenCalledExactlyOnceWith(found);
});

it('says why an archive was not taken, and takes another', async () => {
  const { onImage, request } = await choose();
  const problem = { field: null, message: 'It has no layer.', remedy: null };
  await act(async () => request.answer(422, { problem }));
  expect(screen.getByText('blinker.tar was not taken: It has no layer.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Choose an archive' })).toBeDefined();
  expect(onImage).not.toHaveBeenCalled();
});

it('says nothing of one that somebody stopped', async () => {
  const { onImage } = await choose();
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(screen.getByRole('button', { name: 'Choose an archive' })).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(onImage).not.toHaveBeenCalled();
});

it('stops with the page that it is on', async () => {
  const { request, unmount } = await choose();
  const stopped = vi.fn<() => void>();
  request.addEventListener('abort', stopped);
  unmount();
  expect(stopped).toHaveBeenCalledOnce();
});

it('says which volumes an image declares and which files would run with other rights', () => {
  const image = { ...found, volumes: ['/data'], setuid: ['/bin/su', '/bin/mount'] };
  renderInPage(<ImageDrop image={image} onImage={vi.fn<() => void>()} error={undefined} />);
  const said = screen.getByTestId('image-uploaded').textContent;
  expect(said).toContain('It declares volumes: /data.');
  expect(said).toContain('It has set-user-id files: /bin/su, /bin/mount.');
});
