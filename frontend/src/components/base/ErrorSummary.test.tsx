import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/client';
import { draw } from '@/mocks/render';
import { ErrorSummary } from './ErrorSummary';

const error = new ApiError(422, {
  code: 'invalid',
  instance: 'req-7',
  errors: [
    { pointer: '/budget/grant/0/unit_price', code: 'out_of_range', detail: 'too dear', limit: '500.00' },
    { pointer: '', code: 'budget_valid', detail: 'the whole' },
  ],
});

describe('ErrorSummary', () => {
  it('takes the focus and links each fault to its field, or the nearest one around it', async () => {
    await draw(
      <>
        <ErrorSummary error={error} labelOf={() => '单价'} />
        <input id="field-budget-grant-0" aria-label="第一行" />
      </>,
    );
    const summary = screen.getByRole('alert');
    expect(summary).toHaveFocus();
    expect(summary).toHaveTextContent('有 2 处需要更正');
    expect(summary).toHaveTextContent('req-7');
    await userEvent.click(screen.getByRole('link', { name: /单价：超出允许范围（规定 500.00）/ }));
    expect(screen.getByLabelText('第一行')).toHaveFocus();
  });

  it('is one sentence when there is nothing to list', async () => {
    await draw(<ErrorSummary error={new ApiError(403, {})} />);
    expect(screen.getByRole('alert')).toHaveTextContent('您没有办理此事的权限');
  });

  it('draws nothing without an error', async () => {
    await draw(<ErrorSummary error={null} />);
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
