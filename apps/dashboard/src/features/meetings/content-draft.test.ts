import { expect, it } from 'vitest';
import { contentInput, type DraftContent, moved } from './content-draft.ts';

const link = (key: string): DraftContent => ({
  key,
  state: 'ready',
  kind: 'link',
  name: key,
  url: `https://${key}.example`,
});
const keys = (content: readonly DraftContent[]) => content.map(({ key }) => key).join('');

it('a piece moves by one place and stops at the ends', () => {
  const content = [link('a'), link('b'), link('c')];
  expect([
    keys(moved(content, 'b', -1)),
    keys(moved(content, 'b', 1)),
    keys(moved(content, 'a', -1)),
    keys(moved(content, 'c', 1)),
  ]).toEqual(['bac', 'acb', 'abc', 'abc']);
});

it('only what is there is sent', () => {
  const content: DraftContent[] = [
    link('a'),
    { key: 'b', state: 'refused', name: 'b', problem: 'no' },
    { key: 'c', state: 'uploading', name: 'c', bytes: 1, share: 0 },
  ];
  expect(contentInput(content)).toEqual([{ kind: 'link', name: 'a', url: 'https://a.example' }]);
});
