import { describe, expect, it } from 'vitest';
import { findMirror } from './debian.ts';

describe('findMirror', () => {
  it('takes the archive of the machine, not its security updates', () => {
    const sources = [
      'Types: deb\nURIs: http://security.example.org/debian-security\nSuites: x',
      'Types: deb\nURIs: http://mirror.example.org/debian/\nSuites: trixie',
    ];
    expect(findMirror(sources)).toBe('http://mirror.example.org/debian');
  });

  it('reads the one-line style with options', () => {
    expect(findMirror(['deb [signed-by=/x] https://a.example.org/debian trixie main'])).toBe(
      'https://a.example.org/debian',
    );
  });

  it('falls back to Debian itself', () => {
    expect(findMirror(['deb http://example.org/other stable main', ''])).toBe(
      'http://deb.debian.org/debian',
    );
  });
});
