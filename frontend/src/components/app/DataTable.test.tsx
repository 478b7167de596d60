import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { draw } from '@/mocks/render';
import { type Column, DataTable } from './DataTable';

interface Line {
  id: string;
  name: string;
  amount: string;
}

const rows: Line[] = [
  { id: 'a', name: '甲组织', amount: '10.00' },
  { id: 'b', name: '乙组织', amount: '20.00' },
];
const columns: Column<Line>[] = [
  { key: 'name', title: '单位', primary: true, render: (row) => row.name },
  { key: 'amount', title: '金额', align: 'right', render: (row) => row.amount, total: '30.00' },
];
const base = { caption: '付款单', columns, rowKey: (row: Line) => row.id, rowName: (row: Line) => row.name };

function Selectable() {
  const [selected, setSelected] = useState(new Set<string>());
  return (
    <>
      <output>{[...selected].sort().join()}</output>
      <DataTable
        {...base}
        rows={[...rows, { id: 'c', name: '丙组织', amount: '5.00' }]}
        selection={{
          selected,
          onChange: setSelected,
          disabledReason: (row) => (row.id === 'c' ? '本人经办' : undefined),
        }}
      />
    </>
  );
}

describe('DataTable', () => {
  it('is a named table with row headers and totals', async () => {
    await draw(<DataTable {...base} rows={rows} />);
    const table = screen.getByRole('table', { name: '付款单' });
    expect(within(table).getByRole('rowheader', { name: '甲组织' })).toBeInTheDocument();
    expect(within(table).getByRole('rowheader', { name: '合计' })).toBeInTheDocument();
    expect(within(table).getAllByRole('row')).toHaveLength(4);
  });

  it('has its own words for loading, nothing, failure and refusal', async () => {
    const state = { isPending: false, isError: true, refetch: vi.fn() };
    const view = await draw(<DataTable {...base} rows={[]} query={{ isPending: true, isError: false, error: null }} />);
    expect(screen.getByRole('status')).toHaveTextContent('正在加载列表');
    view.unmount();
    const empty = await draw(<DataTable {...base} rows={[]} />);
    expect(screen.getByText('没有符合条件的记录')).toBeInTheDocument();
    empty.unmount();
    const refused = await draw(<DataTable {...base} rows={[]} query={{ ...state, error: new ApiError(403, {}) }} />);
    expect(screen.getByText('没有查看权限')).toBeInTheDocument();
    refused.unmount();
    await draw(<DataTable {...base} rows={[]} query={{ ...state, error: new ApiError(500, {}) }} />);
    await userEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(state.refetch).toHaveBeenCalledOnce();
  });

  it('selects rows, all of them at once, and never a locked one', async () => {
    const user = userEvent.setup();
    await draw(<Selectable />);
    expect(screen.getByText('本人经办')).toBeInTheDocument();
    expect(screen.getByRole('checkbox', { name: '选择 丙组织' })).toBeDisabled();
    await user.click(screen.getByRole('checkbox', { name: '选择 甲组织' }));
    expect(document.querySelector('output')).toHaveTextContent(/^a$/);
    await user.click(screen.getByRole('checkbox', { name: '选择本页全部' }));
    expect(document.querySelector('output')).toHaveTextContent(/^a,b$/);
    await user.click(screen.getByRole('checkbox', { name: '选择本页全部' }));
    expect(document.querySelector('output')).toHaveTextContent(/^$/);
  });

  it('offers more while there is more', async () => {
    const onMore = vi.fn();
    await draw(<DataTable {...base} rows={rows} more={{ hasMore: true, loading: false, onMore }} />);
    expect(screen.getByRole('status')).toHaveTextContent('已显示 2 条');
    await userEvent.click(screen.getByRole('button', { name: '加载更多' }));
    expect(onMore).toHaveBeenCalledOnce();
  });
});
