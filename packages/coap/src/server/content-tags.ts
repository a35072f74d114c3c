import type { OutgoingMessage } from '../node-coap.ts';
import { entityTag } from '../blocks.ts';

/** What an answer of node-coap inherits. */
interface AnswerPrototype {
  end: (this: object, payload?: Buffer) => unknown;
  setOption: (this: object, name: string, value: unknown) => unknown;
}

/**
 * node-coap tags a body that it cuts by the exclusive or of its bytes, which is the same for the same
 * letters in another order; a client then takes a changed body for the one that it has. All answers of
 * its kind are tagged by `entityTag` from now on, also the blocks that it serves by itself.
 */
export const tagByContent = (response: OutgoingMessage): void => {
  const prototype = Object.getPrototypeOf(response) as AnswerPrototype;
  if (Object.hasOwn(prototype, 'setOption')) return;
  const { end, setOption } = prototype;
  const bodies = new WeakMap<object, Buffer>();
  prototype.end = function (payload) {
    if (payload !== undefined) bodies.set(this, payload);
    return end.call(this, payload);
  };
  prototype.setOption = function (name, value) {
    const body = name === 'ETag' ? bodies.get(this) : undefined;
    return setOption.call(this, name, body === undefined ? value : entityTag(body));
  };
};
