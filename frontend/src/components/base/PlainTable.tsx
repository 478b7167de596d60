import type { ReactNode } from 'react';

export interface PlainColumn<Row> {
  key: string;
  title: string;
  render: (row: Row, index: number) => ReactNode;
  align?: 'left' | 'right';
  /** The row's name: row header, and heading of the card on a phone. */
  primary?: boolean;
  nowrap?: boolean;
  total?: ReactNode;
}

/** A short read-only table for reading pages and paper; labelled cards on a phone. Lists of records use `DataTable`. */
export function PlainTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  totalLabel,
  captionVisible = false,
}: {
  caption: string;
  /** False when a heading just above says the same. */
  captionVisible?: boolean;
  columns: PlainColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Shown in the first column of a totals row, drawn when any column has a `total`. */
  totalLabel?: string;
}) {
  const totals = columns.some((column) => column.total !== undefined);
  const side = (column: PlainColumn<Row>) => (column.align === 'right' ? 'yc-plain__right' : undefined);
  return (
    <table className="yc-plain" role="table">
      <caption className={captionVisible ? undefined : 'yc-visually-hidden'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.key} scope="col" role="columnheader" className={side(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) =>
              column.primary ? (
                <th key={column.key} scope="row" role="rowheader">
                  {column.render(row, index)}
                </th>
              ) : (
                <td key={column.key} role="cell" className={[side(column), column.nowrap ? 'yc-nowrap' : ''].join(' ')}>
                  <span className="yc-plain__label" aria-hidden="true">
                    {column.title}
                  </span>
                  <span>{column.render(row, index)}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
      {totals ? (
        <tfoot role="rowgroup">
          <tr role="row">
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row" role="rowheader">
                  {totalLabel}
                </th>
              ) : (
                <td key={column.key} role="cell" className={side(column)}>
                  {column.total ? (
                    <>
                      <span className="yc-plain__label" aria-hidden="true">
                        {column.title}
                      </span>
                      <span>{column.total}</span>
                    </>
                  ) : null}
                </td>
              ),
            )}
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}
