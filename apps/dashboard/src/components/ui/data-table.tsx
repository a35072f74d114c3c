'use client';

import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ComponentProps, type ReactNode, useMemo } from 'react';
import { useUrlState } from '@/browser/address/url-state.ts';
import { cn } from './cn.ts';
import { Table, Td, Th, Tr } from './table.tsx';
import { compareValues, orderOf, orderText, type OrderValue } from './table-order.ts';

/** A column: what its cells show, and what they are ordered by. */
export interface DataColumn<Row> {
  id: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** What the rows are ordered by; without it the column cannot be sorted. Null stands last. */
  value?: (row: Row) => OrderValue | null;
  /** The head is only read out: a column of buttons needs no word above it. */
  quiet?: boolean;
  right?: boolean;
  /** Stays in view when the table scrolls sideways. */
  pinned?: boolean;
  /** What a cell means, shown on hover. */
  title?: (row: Row) => string | undefined;
  className?: string;
}

/** Attributes of a row, with those that tests look for. */
export type RowProps = ComponentProps<'tr'> & Readonly<Record<`data-${string}`, string>>;

type Sorted = 'asc' | 'desc' | false;

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

const Arrow = ({ sorted }: { sorted: Sorted }) => {
  if (sorted === false) return null;
  const Icon = sorted === 'desc' ? ArrowDown : ArrowUp;
  return <Icon aria-hidden className="size-3 shrink-0" />;
};

const Head = <Row,>({
  column: { head, quiet, right, pinned, value },
  sorted,
  onSort,
}: {
  column: DataColumn<Row>;
  sorted: Sorted;
  onSort: () => void;
}) => (
  <Th
    className={cn(
      right === true && 'text-right',
      pinned === true && 'sticky left-0 z-10 bg-inherit',
    )}
    aria-sort={sorted === false ? undefined : ariaSort[sorted]}
  >
    {quiet === true ? (
      <span className="sr-only">{head}</span>
    ) : value === undefined ? (
      head
    ) : (
      <button
        type="button"
        onClick={onSort}
        className={cn(
          'inline-flex h-8 items-center gap-1 hover:text-ink',
          right === true && 'flex-row-reverse',
          sorted !== false && 'text-ink',
        )}
      >
        {head}
        <Arrow sorted={sorted} />
      </button>
    )}
  </Th>
);

const useRows = <Row extends object>(
  { columns, rows, rowId }: Pick<DataTableProps<Row>, 'columns' | 'rows' | 'rowId'>,
  orderKey: string,
) => {
  const { get, set } = useUrlState();
  const text = get(orderKey);
  const sorting = useMemo<SortingState>(() => {
    const order = orderOf(text);
    return order === null ? [] : [order];
  }, [text]);
  const defined = useMemo(
    () =>
      columns.map(
        ({ id, value }): ColumnDef<typeof features, Row> => ({
          id,
          accessorFn: (row) => value?.(row) ?? undefined,
          enableSorting: value !== undefined,
          sortUndefined: 'last',
          sortDescFirst: false,
          sortFn: (a, b) => compareValues(a.getValue<OrderValue>(id), b.getValue<OrderValue>(id)),
        }),
      ),
    [columns],
  );
  return useTable({
    features,
    columns: defined,
    data: rows,
    getRowId: rowId,
    state: { sorting },
    onSortingChange: (next) =>
      set({ [orderKey]: orderText((typeof next === 'function' ? next(sorting) : next)[0]) }),
  });
};

export interface DataTableProps<Row> {
  label: string;
  /** Must stay the same object while they mean the same. */
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  rowProps?: (row: Row) => RowProps;
  /** Where the address keeps the order; tables of one page have different ones. */
  orderKey?: string;
  className?: string;
}

/**
 * A table whose rows can be ordered by its columns. The order is kept in the address, and until
 * somebody chooses one the rows stand as they were given. Its heads stay in view.
 */
export const DataTable = <Row extends object>({
  label,
  columns,
  rows,
  rowId,
  rowProps,
  orderKey = 'sort',
  className,
}: DataTableProps<Row>) => {
  const table = useRows({ columns, rows, rowId }, orderKey);
  return (
    <Table label={label} boxClassName={cn('max-h-[calc(100dvh-9rem)] overflow-y-auto', className)}>
      <thead className="sticky top-0 z-20 bg-surface">
        <tr className="bg-inherit">
          {columns.map((column) => (
            <Head
              key={column.id}
              column={column}
              sorted={table.getColumn(column.id)?.getIsSorted() ?? false}
              onSort={() => table.getColumn(column.id)?.toggleSorting()}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map(({ id, original }) => (
          <Tr key={id} {...rowProps?.(original)}>
            {columns.map((column) => (
              <Td
                key={column.id}
                title={column.title?.(original)}
                className={cn(
                  column.right === true && 'text-right',
                  column.pinned === true && 'sticky left-0 bg-surface',
                  column.className,
                )}
              >
                {column.cell(original)}
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
};
