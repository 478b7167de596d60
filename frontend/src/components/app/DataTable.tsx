import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { type ReactNode, useId } from 'react';
import { Icon } from '@/components/base/Icon';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';

export interface Column<Row> {
  key: string;
  title: ReactNode;
  render: (row: Row, index: number) => ReactNode;
  align?: 'left' | 'right' | 'center';
  /** CSS width, for example `8rem`. */
  width?: string;
  /** The row's name: row header of the table and heading of the card on a phone. Exactly one column should have it. */
  primary?: boolean;
  nowrap?: boolean;
  /** Not shown in the phone's card. */
  hideInCard?: boolean;
  /** Value of the search parameter `sort` for this column; makes its head a link. */
  sort?: string;
  /** What the column shows in the totals row. */
  total?: ReactNode;
}

interface Selection<Row> {
  selected: ReadonlySet<string>;
  onChange: (selected: Set<string>) => void;
  /** Why a row cannot be selected; undefined when it can. Shown in words in the row's first column. */
  disabledReason?: (row: Row) => string | undefined;
}

export interface DataTableProps<Row> {
  /** Names the table; read by screen readers, and shown when `captionVisible`. */
  caption: string;
  captionVisible?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** The row in words, for the labels of its controls. */
  rowName?: (row: Row) => string;
  /** State of the query behind the rows: loading, error and forbidden are drawn from it. */
  query?: { isPending: boolean; isError: boolean; error: unknown; refetch?: () => unknown };
  empty?: { title?: string; text?: ReactNode; action?: ReactNode };
  /** Keyset paging: "load more". */
  more?: { hasMore: boolean; loading: boolean; onMore: () => void };
  selection?: Selection<Row>;
  /** The current sort (`name` ascending, `-name` descending), kept in the search parameter `sort`. */
  sort?: string | undefined;
  /** Shown under a row, for example a reason. */
  detail?: (row: Row) => ReactNode;
  /** Marks rows that need attention. */
  rowTone?: (row: Row) => 'warning' | 'danger' | 'selected' | undefined;
}

/** A list of records: a real table from 768 px, labelled cards below; one markup for both. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { t } = useTranslation();
  const { caption, columns, rows, query, empty, more } = props;
  const id = useId();
  if (query?.isPending) return <LoadingState text={t('list.loading')} />;
  if (query?.isError && rows.length === 0) {
    return <ErrorState error={query.error} {...(query.refetch ? { onRetry: () => void query.refetch?.() } : {})} />;
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        title={empty?.title ?? t('list.empty')}
        text={empty?.text ?? (empty ? undefined : t('list.emptyHint'))}
      >
        {empty?.action}
      </EmptyState>
    );
  }
  const hasTotals = columns.some((column) => column.total !== undefined);
  return (
    <div className="app-tablewrap">
      {/* A wide table scrolls inside its own named group, never the page. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="app-tablescroll" role="group" aria-labelledby={id} tabIndex={0}>
        <table className="app-table">
          <caption id={id} className={props.captionVisible ? '' : 'yc-visually-hidden'}>
            {caption}
          </caption>
          <Head {...props} />
          <tbody>
            {rows.map((row, index) => (
              <Row key={props.rowKey(row)} row={row} index={index} table={props} />
            ))}
          </tbody>
          {hasTotals ? <Totals {...props} /> : null}
        </table>
      </div>
      {more?.hasMore ? <p className="yc-print-only">{t('list.printedPart', { count: rows.length })}</p> : null}
      {more ? (
        <div className="app-tablemore yc-no-print">
          <span role="status">
            {more.hasMore ? t('list.shown', { count: rows.length }) : t('list.end', { count: rows.length })}
          </span>
          {more.hasMore ? (
            <Button onClick={more.onMore} loading={more.loading} disabled={more.loading}>
              {more.loading ? t('list.loadingMore') : t('list.more')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Head<Row>({ columns, rows, rowKey, selection, sort }: DataTableProps<Row>) {
  const { t } = useTranslation();
  const choosable = selection ? rows.filter((row) => !selection.disabledReason?.(row)).map(rowKey) : [];
  const chosen = selection ? choosable.filter((key) => selection.selected.has(key)).length : 0;
  return (
    <thead>
      <tr>
        {selection ? (
          <th scope="col" className="app-table__select">
            <Checkbox
              aria-label={t('list.selectAll')}
              checked={choosable.length > 0 && chosen === choosable.length}
              indeterminate={chosen > 0 && chosen < choosable.length}
              disabled={choosable.length === 0}
              onChange={(event) => {
                const next = new Set(selection.selected);
                for (const key of choosable) event.target.checked ? next.add(key) : next.delete(key);
                selection.onChange(next);
              }}
            />
          </th>
        ) : null}
        {columns.map((column) => {
          const direction =
            column.sort && sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : undefined;
          return (
            <th
              key={column.key}
              scope="col"
              style={{ width: column.width, textAlign: column.align }}
              aria-sort={direction}
            >
              {column.sort ? (
                <Link
                  to="."
                  className="app-table__sort"
                  search={
                    ((previous: Record<string, unknown>) => ({
                      ...previous,
                      sort: direction === 'ascending' ? `-${column.sort}` : column.sort,
                    })) as never
                  }
                >
                  {column.title}
                  {direction ? (
                    <Icon
                      name={direction === 'ascending' ? 'up' : 'down'}
                      label={direction === 'ascending' ? t('list.sortAscending') : t('list.sortDescending')}
                    />
                  ) : null}
                </Link>
              ) : (
                column.title
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Row<T>({ row, index, table }: { row: T; index: number; table: DataTableProps<T> }) {
  const { t } = useTranslation();
  const { columns, selection, rowKey, rowName, detail } = table;
  const key = rowKey(row);
  const reason = selection?.disabledReason?.(row);
  const selected = selection?.selected.has(key) ?? false;
  const tone = selected ? 'selected' : table.rowTone?.(row);
  const below = detail?.(row);
  return (
    <>
      <tr className={tone ? `app-table__row--${tone}` : undefined}>
        {selection ? (
          <td className="app-table__select">
            <Checkbox
              aria-label={t('list.selectRow', { name: rowName?.(row) ?? key })}
              checked={selected}
              disabled={Boolean(reason)}
              onChange={(event) => {
                const next = new Set(selection.selected);
                event.target.checked ? next.add(key) : next.delete(key);
                selection.onChange(next);
              }}
            />
          </td>
        ) : null}
        {columns.map((column) => {
          const content = column.render(row, index);
          const className = [
            column.nowrap ? 'app-table__nowrap' : '',
            column.hideInCard ? 'app-table__nocard' : '',
            column.align === 'right' ? 'app-table__right' : '',
          ].join(' ');
          return column.primary ? (
            <th key={column.key} scope="row" className={`app-table__primary ${className}`}>
              {content}
              {reason ? <span className="app-table__reason yc-no-print">{reason}</span> : null}
            </th>
          ) : (
            <td key={column.key} className={className} style={{ textAlign: column.align }}>
              <span className="app-table__label" aria-hidden="true">
                {column.title}
              </span>
              <span className="app-table__value">{content}</span>
            </td>
          );
        })}
      </tr>
      {below ? (
        <tr className="app-table__detail">
          <td colSpan={columns.length + (selection ? 1 : 0)}>{below}</td>
        </tr>
      ) : null}
    </>
  );
}

function Totals<T>({ columns, selection }: DataTableProps<T>) {
  const { t } = useTranslation();
  return (
    <tfoot>
      <tr>
        {selection ? <td className="app-table__select" /> : null}
        {columns.map((column, index) =>
          index === 0 && column.total === undefined ? (
            <th key={column.key} scope="row">
              {t('money.total')}
            </th>
          ) : (
            <td key={column.key} style={{ textAlign: column.align }}>
              <span className="app-table__label" aria-hidden="true">
                {column.total === undefined ? null : column.title}
              </span>
              {column.total}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  );
}
