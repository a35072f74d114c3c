import type { Offence } from '../offence.ts';
import { isTest, type SourceText } from '../source.ts';
import { resolveImport } from './resolve.ts';

/** Who imports whom among the entries of one folder. */
type Graph = Map<string, Set<string>>;

/** Each import seen from the folder where the ways of its two ends part. */
const siblings = (sources: readonly SourceText[]): Map<string, Graph> => {
  const graphs = new Map<string, Graph>();
  for (const { path, imports } of sources) {
    for (const { specifier } of imports) {
      const target = resolveImport(path, specifier);
      if (target.kind !== 'own') continue;
      const [from, to] = [path.split('/'), target.name.split('/')];
      const parting = from.findIndex((part, index) => part !== to[index]);
      const [a, b] = [from[parting], to[parting]];
      if (a === undefined || b === undefined) continue;
      const folder = from.slice(0, parting).join('/');
      const graph = graphs.get(folder) ?? new Map<string, Set<string>>();
      graphs.set(folder, graph.set(a, (graph.get(a) ?? new Set()).add(b)));
    }
  }
  return graphs;
};

const reachable = (graph: Graph, start: string): Set<string> => {
  const seen = new Set<string>();
  const waiting = [...(graph.get(start) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return seen;
};

/**
 * Every folder or file that reaches itself again through its siblings. Types count: who must know a
 * neighbour's types cannot be read without the neighbour.
 */
export const checkCircles = (sources: readonly SourceText[]): Offence[] =>
  [...siblings(sources.filter(({ path }) => !isTest(path)))].flatMap(([folder, graph]) => {
    const reach = new Map([...graph.keys()].map((entry) => [entry, reachable(graph, entry)]));
    return [...reach]
      .filter(([entry, reached]) => reached.has(entry))
      .map(([entry, reached]) => {
        const others = [...reached].filter(
          (other) => other !== entry && reach.get(other)?.has(entry) === true,
        );
        return {
          rule: 'circles',
          path: `${folder}/${entry}`,
          says: `stands in a circle with ${others.toSorted().join(', ')}`,
        };
      });
  });
