/** `wanted`, or with the first number that makes it free. */
export const freeName = (wanted: string, taken: readonly string[]): string => {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const end = `-${String(number)}`;
    const candidate = `${wanted.slice(0, 48 - end.length)}${end}`;
    if (!taken.includes(candidate)) return candidate;
  }
};

const ports = { first: 5700, last: 5999 };

/**
 * The first port from 5700 on that nobody has, with `after` the next one to it in turn; null when
 * all are taken.
 */
export const freePort = (taken: readonly number[], after = ports.last): number | null => {
  const count = ports.last - ports.first + 1;
  const before = after < ports.first || after > ports.last ? ports.last : after;
  for (let step = 1; step <= count; step += 1) {
    const candidate = ports.first + ((before - ports.first + step) % count);
    if (!taken.includes(candidate)) return candidate;
  }
  return null;
};
