/** By which column a table is ordered, and which way. */
export interface TableOrder {
  id: string;
  desc: boolean;
}

/** `name` and `-name` in the address; an empty text leaves the rows as they come. */
export const orderOf = (text: string): TableOrder | null => {
  const desc = text.startsWith('-');
  const id = desc ? text.slice(1) : text;
  return id === '' ? null : { id, desc };
};

export const orderText = (order: TableOrder | null | undefined): string =>
  order == null ? '' : `${order.desc ? '-' : ''}${order.id}`;

/** What a cell is ordered by; undefined is nothing, and stands last either way. */
export type OrderValue = string | number | undefined;

/** Numbers by size; texts as people count: service-2 before service-10. */
export const compareValues = (a: OrderValue, b: OrderValue): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'en', { numeric: true });
