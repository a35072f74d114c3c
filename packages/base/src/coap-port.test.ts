import { expect, it } from 'vitest';
import { coapUrl } from './coap-port.ts';

it('a service answers under its name at the port of CoAP', () =>
  expect(coapUrl('user-guidance')).toBe('coap://user-guidance:5683'));
