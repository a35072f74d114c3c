const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

export function isIPv4(text: string): boolean {
  return V4.test(text);
}

function isGroups(text: string): number {
  if (text === '') return 0;
  const groups = text.split(':');
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group)) ? groups.length : Number.NaN;
}

export function isIPv6(text: string): boolean {
  const [plain = ''] = text.split('%');
  const tail = plain.slice(plain.lastIndexOf(':') + 1);
  const hexadecimal = tail.includes('.')
    ? isIPv4(tail)
      ? `${plain.slice(0, -tail.length)}0:0`
      : 'no'
    : plain;
  const [before = '', after, more] = hexadecimal.split('::');
  if (more !== undefined) return false;
  return after === undefined ? isGroups(before) === 8 : isGroups(before) + isGroups(after) <= 7;
}

/** 4, 6 or 0, as in Node. */
export function isIP(text: string): 0 | 4 | 6 {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

export default { isIP, isIPv4, isIPv6 };
