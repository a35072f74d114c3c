import fc from 'fast-check';
import { generate, parse } from 'coap-packet';
import { expect, it } from 'vitest';
import { readMessage, writeMessage } from './wire.ts';

const bytes = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

const messages = fc.record({
  type: fc.integer({ min: 0, max: 3 }),
  code: fc.constantFrom(1, 2, 3, 4, 0x41, 0x44, 0x45, 0x81, 0xa0),
  messageId: fc.integer({ min: 0, max: 65_535 }),
  token: bytes(8),
  options: fc
    .array(fc.record({ number: fc.integer({ min: 1, max: 65_000 }), value: bytes(700) }), {
      maxLength: 6,
    })
    .map((options) => options.toSorted((one, other) => one.number - other.number)),
  payload: bytes(300),
});

it('reads what it wrote, and what another implementation reads', () => {
  fc.assert(
    fc.property(messages, (message) => {
      const datagram = writeMessage(message);
      expect(readMessage(datagram)).toEqual(message);
      const packet = parse(datagram);
      expect(packet.messageId).toBe(message.messageId);
      expect(packet.token).toEqual(message.token);
      expect(packet.payload).toEqual(message.payload);
      expect(packet.options.map(({ value }) => value)).toEqual(
        message.options.map(({ value }) => value),
      );
      expect(generate(packet, 65_535).length).toBe(datagram.length);
    }),
  );
});

it('takes no bytes at all for anything but a message or none', () => {
  fc.assert(
    fc.property(bytes(40), (noise) => {
      const message = readMessage(noise);
      if (message === null) return;
      const again = readMessage(writeMessage(message));
      expect(again).toEqual(message);
    }),
    { numRuns: 2000 },
  );
});
