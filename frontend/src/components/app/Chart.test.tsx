import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { draw } from '@/mocks/render';
import { Chart } from './Chart';
import { Plot } from './Plot';

describe('Chart', () => {
  it('says in words and as a table what the drawing shows', async () => {
    const { container } = await draw(
      <Chart title="评委宽严（分）" text="正数偏宽" finding="最宽：评委甲" table={<p>同样的数字</p>}>
        <Plot
          scale={{ from: -2, to: 2 }}
          guides={[{ at: 0, kind: 'zero' }]}
          rows={[{ key: 'a', name: '评委甲', value: '+1.00', marks: [{ kind: 'dot', at: 1 }] }]}
        />
      </Chart>,
    );
    expect(screen.getByRole('heading', { name: '评委宽严（分）' })).toBeVisible();
    expect(screen.getByText('最宽：评委甲')).toBeVisible();
    expect(screen.getByText('以表格查看')).toBeVisible();
    expect(screen.getByText('同样的数字')).toBeInTheDocument();
    expect(container.querySelector('circle')).toHaveAttribute('cx', '75%');
    expect(container.querySelector('.app-plot__guide--zero')).toHaveAttribute('x1', '50%');
    expect(container.querySelector('.app-plot')?.closest('[aria-hidden="true"]')).not.toBeNull();
  });
});
