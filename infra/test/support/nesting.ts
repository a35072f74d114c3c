import { format } from 'node:util';
import { afterEach, expect } from 'vitest';

/** What React says of tags that a browser does not take inside each other, or draws otherwise. */
const isOfNesting = (said: string): boolean => /hydration|cannot (be a|contain a)/.test(said);

const said: string[] = [];
const print = console.error;
console.error = (...parts: unknown[]): void => {
  const text = format(...parts);
  if (isOfNesting(text)) said.push(text);
  print(...parts);
};

afterEach(() => {
  expect(said.splice(0)).toEqual([]);
});
