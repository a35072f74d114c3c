import { write } from 'nano:sys';

const MAX_DEPTH = 4;

function inspectObject(value: object): string {
  if (value instanceof Error) {
    const code = 'code' in value ? ` [${String(value.code)}]` : '';
    return `${value.name}: ${value.message}${code}${value.stack === undefined ? '' : `\n${value.stack}`}`;
  }
  const ancestors: unknown[] = [];
  try {
    const json = JSON.stringify(value, function (this: unknown, _key, inner: unknown) {
      while (ancestors.length > 0 && ancestors.at(-1) !== this) ancestors.pop();
      if (typeof inner === 'bigint') return `${inner}n`;
      if (typeof inner !== 'object' || inner === null) return inner;
      if (ancestors.includes(inner)) return '[Circular]';
      if (ancestors.length >= MAX_DEPTH) return Array.isArray(inner) ? '[Array]' : '[Object]';
      ancestors.push(inner);
      if (inner instanceof Map) return Object.fromEntries(inner);
      return inner instanceof Set ? [...inner] : inner;
    });
    return json ?? Object.prototype.toString.call(value);
  } catch (error) {
    return `[uninspectable: ${String(error)}]`;
  }
}

/** One value as a log line shows it: text as it is, objects as JSON, errors with their stack. */
export function inspect(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'object' && value !== null ? inspectObject(value) : String(value);
}

/** printf-like as in Node's `util.format`: %s %d %i %f %j %o %O %%, the rest appended. */
export function format(...values: unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string') return values.map(inspect).join(' ');
  const text = first.replace(/%[sdifjoO%]/g, (mark) => {
    if (mark === '%%') return '%';
    if (rest.length === 0) return mark;
    const value = rest.shift();
    if (mark === '%d' || mark === '%f') return String(Number(value));
    return mark === '%i' ? String(Math.trunc(Number(value))) : inspect(value);
  });
  return [text, ...rest.map(inspect)].join(' ');
}

function printer(fd: 1 | 2): (...values: unknown[]) => void {
  return (...values) => write(fd, `${format(...values)}\n`);
}

export const console = {
  log: printer(1),
  info: printer(1),
  debug: printer(1),
  warn: printer(2),
  error: printer(2),
  trace: printer(2),
};

export default console;
