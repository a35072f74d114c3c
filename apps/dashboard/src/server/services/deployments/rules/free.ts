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

/** The first port from 5700 on that nobody has; null when all are taken. */
export const freePort = (taken: readonly number[]): number | null => {
  for (let candidate = ports.first; candidate <= ports.last; candidate += 1)
    if (!taken.includes(candidate)) return candidate;
  return null;
};
