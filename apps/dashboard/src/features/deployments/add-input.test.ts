import { expect, it } from 'vitest';
import { addInput, portProblem } from './add-input.ts';

const given = {
  site: 's',
  release: 'r',
  placement: { devices: ['d'] },
  name: ' ',
  port: '',
  peers: null,
  config: null,
};

it('what was not given is left to the server', () => {
  expect(addInput(given)).toEqual({ site: 's', release: 'r', placement: { devices: ['d'] } });
});

it('what was given is asked for, without the spaces around it', () => {
  expect(
    addInput({ ...given, name: ' blinker ', port: ' 5706 ', peers: [], config: { a: 1 } }),
  ).toMatchObject({
    name: 'blinker',
    port: 5706,
    peers: [],
    config: { a: 1 },
  });
});

it.each(['80', '70000', '5706.5', 'coap'])('%s is no port', (text) => {
  expect(portProblem(text)).toBe('A port is a whole number from 1024 to 65535');
  expect(addInput({ ...given, port: text })).not.toHaveProperty('port');
});
