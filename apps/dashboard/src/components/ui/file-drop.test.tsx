// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ChooseFiles, FileDrop } from './file-drop.tsx';

afterEach(cleanup);

const archive = new File(['a'], 'a.tar');

const show = () => {
  const onFiles = vi.fn<(files: readonly File[]) => void>();
  render(
    <FileDrop accept=".tar" label="Archive" onFiles={onFiles}>
      <ChooseFiles>Choose</ChooseFiles>
    </FileDrop>,
  );
  const input = screen.getByLabelText('Archive');
  const button = screen.getByRole('button', { name: 'Choose' });
  return { onFiles, input, button };
};

it('takes what is dropped on it, also on what it shows', () => {
  const { onFiles, button } = show();
  fireEvent.drop(button, { dataTransfer: { files: [archive] } });
  expect(onFiles).toHaveBeenCalledExactlyOnceWith([archive]);
});

it('shows that it would take what is held over it, until it is taken away or dropped', () => {
  const { button } = show();
  const lit = () => button.parentElement?.classList.contains('border-accent');
  fireEvent.dragOver(button);
  expect(lit()).toBe(true);
  fireEvent.dragLeave(button);
  expect(lit()).toBe(false);
  fireEvent.dragOver(button);
  fireEvent.drop(button, { dataTransfer: { files: [archive] } });
  expect(lit()).toBe(false);
});

it('opens the browser’s dialog from the button that it shows', async () => {
  const { input, button } = show();
  const opened = vi.spyOn(input, 'click').mockReturnValue();
  await userEvent.click(button);
  expect(opened).toHaveBeenCalledOnce();
});

it('takes the same file again when it is picked a second time', async () => {
  const { onFiles, input } = show();
  await userEvent.upload(input, archive);
  await userEvent.upload(input, archive);
  expect(onFiles.mock.calls).toEqual([[[archive]], [[archive]]]);
});
