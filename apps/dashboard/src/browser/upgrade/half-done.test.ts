// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HalfDone } from './half-done.ts';

let halfDone: HalfDone;
let ending: AbortController;

beforeEach(() => {
  document.body.innerHTML = `
    <input id="filter"><form role="search"><input id="find"></form>
    <form id="form"><input id="title"><button type="button" id="add"></button></form>`;
  ending = new AbortController();
  halfDone = new HalfDone(document);
  halfDone.watch(ending.signal);
});
afterEach(() => ending.abort());

const happens = (id: string, name: string) =>
  document.querySelector(`#${id}`)?.dispatchEvent(new Event(name, { bubbles: true }));

it('is busy from the first letter in a form until the form is gone', () => {
  expect(halfDone.isBusy()).toBe(false);
  happens('title', 'input');
  expect(halfDone.isBusy()).toBe(true);
  document.querySelector('#form')?.remove();
  expect(halfDone.isBusy()).toBe(false);
});

it('counts what is pressed or dropped in a form, and forgets a form that begins anew', () => {
  happens('add', 'click');
  expect(halfDone.isBusy()).toBe(true);
  happens('form', 'reset');
  expect(halfDone.isBusy()).toBe(false);
  happens('form', 'drop');
  expect(halfDone.isBusy()).toBe(true);
});

it('does not count what only looks for something', () => {
  happens('filter', 'input');
  happens('find', 'input');
  expect(halfDone.isBusy()).toBe(false);
});

it.each(['dialog', 'alertdialog', 'progressbar'])('is busy while there is a %s', (role) => {
  document.body.insertAdjacentHTML('beforeend', `<div role="${role}"></div>`);
  expect(halfDone.isBusy()).toBe(true);
});
