import { paperNanoservices } from './paper-nanoservices.ts';

/** service-2 before service-10. */
export const byNumberedName = (a: string, b: string): number =>
  a.localeCompare(b, 'en', { numeric: true });

const paperNames = paperNanoservices.map(({ name }) => name);

/** The paper's nanoservices in its order, whether known or not, then the others by name. */
export const nanoserviceOrder = (names: readonly string[]): string[] => {
  const others = [...new Set(names)].filter((name) => !paperNames.includes(name));
  return [...paperNames, ...others.toSorted(byNumberedName)];
};
