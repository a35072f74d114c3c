import type { NanoserviceManifest } from '@nanoedge/protocol';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A table whose columns are as wide as their widest cell. */
const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return rows.flatMap((row, index) => (index === 0 ? [line(row), rule] : [line(row)]));
};

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;

const fieldRows = ({ configSchema, defaultConfig }: NanoserviceManifest): string[][] => {
  const properties = configSchema?.['properties'];
  const required = configSchema?.['required'];
  const isRequired = (field: string) => Array.isArray(required) && required.includes(field);
  return Object.entries(isObject(properties) ? properties : {}).map(([field, schema]) => {
    const note = isObject(schema) ? schema['description'] : undefined;
    const absent = isRequired(field) ? 'asked for' : 'left out';
    const start = field in defaultConfig ? code(defaultConfig[field]) : absent;
    return [`\`${field}\``, start, typeof note === 'string' ? note : ''];
  });
};

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ');

const mebibyte = 1024 * 1024;

/**
 * What a nanoservice's page says under “Config”: its fields and what it may use, as the manifest
 * has them. A test holds the pages to it.
 */
export const manifestSection = (manifest: NanoserviceManifest): string => {
  const { needs, volumes, limits, peers, calls, roster, published } = manifest;
  return [
    ...table([['field', 'begins as', ''], ...fieldRows(manifest)]),
    '',
    `Things: ${listed(needs)}. Calls in any case: ${listed(peers)}. Volumes: ${listed(volumes.map(({ path }) => path))}.`,
    ...Object.entries(calls).flatMap(([name, asks]) => [`May ask \`${name}\`: ${listed(asks)}.`]),
    `Memory: ${String(limits.memoryBytes / mebibyte)} MiB, processes: ${String(limits.pids)}. ${roster ? 'Is given the roster. ' : ''}${published ? 'Gets a UDP port.' : 'Gets no UDP port.'}`,
  ].join('\n');
};
