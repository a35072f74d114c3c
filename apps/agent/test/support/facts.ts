import { FactStream, type Fact, type FactReader } from '../../src/facts.ts';

/** A stream that remembers what it told, and in which the given parts read. */
export const heardFacts = () => {
  const heard: Fact[] = [];
  const facts = new FactStream({ append: () => undefined });
  const memory: FactReader = { hear: (fact) => void heard.push(fact) };
  facts.readBy(memory);
  return {
    facts,
    heard,
    readBy: (...readers: FactReader[]): void => facts.readBy(memory, ...readers),
  };
};
