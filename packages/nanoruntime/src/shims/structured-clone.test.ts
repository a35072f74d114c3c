import { describe, expect, it } from 'vitest';
import { structuredClone } from './structured-clone.ts';

describe('structuredClone', () => {
  it('copies dates, maps, sets, bytes and cycles', () => {
    const value: Record<string, unknown> = {
      at: new Date(5),
      map: new Map([[1, new Set(['a'])]]),
      bytes: Uint8Array.of(1, 2),
    };
    value['self'] = value;
    const copy = structuredClone(value);
    expect(copy).toEqual(value);
    expect(copy).not.toBe(value);
    expect(copy['self']).toBe(copy);
  });

  it('refuses functions', () => {
    expect(() => structuredClone({ run: () => undefined })).toThrow('could not be cloned');
  });
});
