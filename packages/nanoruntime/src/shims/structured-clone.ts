class DataCloneError extends Error {
  override readonly name = 'DataCloneError';
  readonly code = 25;
}

function copy(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new DataCloneError(`${String(value)} could not be cloned.`);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = <T>(result: T): T => {
    seen.set(value, result);
    return result;
  };
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof Uint8Array) return keep(new Uint8Array(value));
  if (value instanceof Map) {
    const map = keep(new Map());
    for (const [key, inner] of value) map.set(copy(key, seen), copy(inner, seen));
    return map;
  }
  if (value instanceof Set) {
    const set = keep(new Set());
    for (const inner of value) set.add(copy(inner, seen));
    return set;
  }
  if (Array.isArray(value)) {
    const list: unknown[] = keep([]);
    for (const inner of value) list.push(copy(inner, seen));
    return list;
  }
  const object: Record<string, unknown> = keep({});
  for (const [key, inner] of Object.entries(value)) object[key] = copy(inner, seen);
  return object;
}

/** Deep copy of plain data, dates, maps, sets and bytes, cycles included. */
export function structuredClone<T>(value: T): T {
  return copy(value, new Map()) as T;
}
