const PARTS =
  /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/(?:([^@/?#]*)@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i;

class InvalidUrlError extends TypeError {
  readonly code = 'ERR_INVALID_URL';
  readonly input: string;

  constructor(input: string) {
    super('Invalid URL');
    this.input = input;
  }
}

interface Parts {
  protocol: string;
  auth: string;
  hostname: string;
  port: string;
  pathname: string;
  query: string | undefined;
  hash: string | undefined;
}

function split(text: string): Parts {
  const match = PARTS.exec(text) ?? [];
  return {
    protocol: match[1] === undefined ? '' : `${match[1].toLowerCase()}:`,
    auth: match[2] ?? '',
    hostname: (match[3] ?? '').toLowerCase(),
    port: match[4] ?? '',
    pathname: match[5] ?? '',
    query: match[6],
    hash: match[7],
  };
}

/** The query of a URL; enough of the DOM's class for reading and writing parameters. */
export class URLSearchParams {
  readonly #pairs: [string, string][] = [];

  constructor(init: string | Record<string, string> = '') {
    if (typeof init === 'object') {
      this.#pairs.push(...Object.entries(init));
      return;
    }
    for (const pair of init.replace(/^\?/, '').split('&')) {
      if (pair === '') continue;
      const [name = '', ...value] = pair
        .split('=')
        .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
      this.#pairs.push([name, value.join('=')]);
    }
  }

  get(name: string): string | null {
    return this.#pairs.find(([key]) => key === name)?.[1] ?? null;
  }

  getAll(name: string): string[] {
    return this.#pairs.filter(([key]) => key === name).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  append(name: string, value: string): void {
    this.#pairs.push([name, value]);
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#pairs[Symbol.iterator]();
  }

  toString(): string {
    return this.#pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  }
}

/**
 * Absolute URLs with an authority (`coap://host:port/path?query`); relative ones need an absolute
 * base.
 */
export class URL {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly searchParams: URLSearchParams;

  constructor(input: string | URL, base?: string | URL) {
    let parts = split(String(input));
    if (parts.protocol === '') {
      if (base === undefined) throw new InvalidUrlError(String(input));
      const root = split(String(base));
      const folder = root.pathname.slice(0, root.pathname.lastIndexOf('/') + 1);
      const pathname = parts.pathname.startsWith('/') ? parts.pathname : folder + parts.pathname;
      parts = { ...root, pathname, query: parts.query, hash: parts.hash };
    }
    if (parts.protocol === '' || Number(parts.port) > 65535)
      throw new InvalidUrlError(String(input));
    this.protocol = parts.protocol;
    this.hostname = parts.hostname;
    this.port = parts.port;
    this.pathname = parts.pathname === '' && parts.hostname !== '' ? '/' : parts.pathname;
    this.search = parts.query ? `?${parts.query}` : '';
    this.hash = parts.hash ? `#${parts.hash}` : '';
    this.searchParams = new URLSearchParams(this.search);
  }

  static canParse(input: string, base?: string): boolean {
    try {
      return new URL(input, base) instanceof URL;
    } catch {
      return false;
    }
  }

  get host(): string {
    return this.port === '' ? this.hostname : `${this.hostname}:${this.port}`;
  }

  get origin(): string {
    return `${this.protocol}//${this.host}`;
  }

  get href(): string {
    return `${this.hostname === '' ? this.protocol : this.origin}${this.pathname}${this.search}${this.hash}`;
  }

  toString(): string {
    return this.href;
  }

  toJSON(): string {
    return this.href;
  }
}

/** Node's legacy `url.parse`, for libraries that still call it. */
export function parse(text: string): Record<string, string | null> {
  const parts = split(text);
  const host = parts.port === '' ? parts.hostname : `${parts.hostname}:${parts.port}`;
  const search = parts.query === undefined ? null : `?${parts.query}`;
  return {
    protocol: parts.protocol || null,
    auth: parts.auth || null,
    host: host || null,
    hostname: parts.hostname.replace(/^\[|\]$/g, '') || null,
    port: parts.port || null,
    pathname: parts.pathname || null,
    query: parts.query ?? null,
    search,
    path: parts.pathname + (search ?? '') || null,
    hash: parts.hash === undefined ? null : `#${parts.hash}`,
    href: text,
  };
}

export default { URL, URLSearchParams, parse };
