/** How many bytes to collect, or to let pass. */
export type ReadStep = { collect: number } | { pass: number };

/**
 * Feeds what asks for bytes step by step. Gives a function that takes the next chunk and says how
 * many bytes of it were asked for: all, until the steps end.
 */
export const readInSteps = (
  steps: Generator<ReadStep, void, Buffer>,
): ((chunk: Uint8Array) => number) => {
  const wanted = { collects: false, bytes: 0 };
  let collected = Buffer.alloc(0);
  const next = (): boolean => {
    const step = steps.next(collected);
    collected = Buffer.alloc(0);
    if (step.done === true) return false;
    wanted.collects = 'collect' in step.value;
    wanted.bytes = 'collect' in step.value ? step.value.collect : step.value.pass;
    return true;
  };
  let isOpen = next();
  return (chunk) => {
    let at = 0;
    while (isOpen && at < chunk.byteLength) {
      const piece = chunk.subarray(at, at + wanted.bytes);
      if (wanted.collects) collected = Buffer.concat([collected, piece]);
      at += piece.byteLength;
      wanted.bytes -= piece.byteLength;
      while (isOpen && wanted.bytes === 0) isOpen = next();
    }
    return at;
  };
};
