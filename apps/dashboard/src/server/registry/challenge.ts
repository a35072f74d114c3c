/** What a server asks for with 401 (RFC 9110, 11.6.1): a scheme and its parameters. */
export interface AuthChallenge {
  /** In lower case. */
  scheme: string;
  parameters: ReadonlyMap<string, string>;
}

const part =
  /\s*,?\s*(?:(?<key>[\w-]+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s,"]+))|(?<scheme>[\w-]+)(?=\s|,|$))/gy;

/** All challenges of a `WWW-Authenticate`, which may have several; what makes no sense is the end. */
export const readChallenges = (header: string): AuthChallenge[] => {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const { groups } of header.matchAll(part)) {
    const { scheme, key, quoted, bare } = groups ?? {};
    if (scheme !== undefined) found.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    else if (key !== undefined)
      found
        .at(-1)
        ?.parameters.set(key.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return found;
};
