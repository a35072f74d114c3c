import { describe, expect, it } from 'vitest';
import { addDialogWords, removeDialogWords, terminateDialogWords } from './changes.ts';

describe('the words of changes', () => {
  it('count the devices only where there are several', () => {
    expect(addDialogWords.add(0)).toBe('Add');
    expect(addDialogWords.add(1)).toBe('Add');
    expect(addDialogWords.add(3)).toBe('Add to 3 devices');
  });

  it('name who calls what is removed', () => {
    expect(removeDialogWords.calledBy(['light'])).toBe('light calls it.');
    expect(removeDialogWords.calledBy(['light', 'screen'])).toBe('light, screen call it.');
  });

  it('say how much is terminated, and where', () => {
    const { title } = terminateDialogWords;
    expect(title({ count: 1, device: 'door', site: 'HQ' })).toBe(
      'Terminate all 1 nanoservice on door?',
    );
    expect(title({ count: 2, device: null, site: 'HQ' })).toBe(
      'Terminate all 2 nanoservices of HQ?',
    );
    expect(title({ count: undefined, device: null, site: 'HQ' })).toBe(
      'Terminate all nanoservices of HQ?',
    );
  });
});
