import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { draw } from '@/mocks/render';
import { BulkDialog } from './BulkDialog';

const action = (...codes: string[]) => ({
  event: 'decline',
  label: '不予受理',
  operation_id: 'declineNeed',
  blockers: codes.map((code) => ({ code, pointer: '', detail: code })),
});
const row = (number: string, ...codes: string[]) => ({
  id: number,
  number,
  name: `需求${number}`,
  available_actions: [action(...codes)],
});
const reason = { label: '答复', hint: '告知反映人', required: true, max: 100 };

describe('BulkDialog', () => {
  it('works on the rows that can be worked on, and tells how each went', async () => {
    const act = vi.fn(async ({ number }: { number: string }) => {
      if (number === 'B') throw new ApiError(409, { code: 'version_conflict' });
      return undefined;
    });
    await draw(
      <BulkDialog
        title="不予受理"
        event="decline"
        rows={[row('A'), row('B'), row('C', 'same_person')]}
        reason={reason}
        act={act}
        onClose={() => {}}
      />,
    );
    const start = () => screen.getByText('不予受理（2 项）').closest('button');
    expect(start()).toBeDisabled();
    fireEvent.change(screen.getByLabelText('答复'), { target: { value: '不属于本级职责' } });
    fireEvent.click(screen.getByText('不予受理（2 项）'));
    await waitFor(() => expect(screen.getByText('已完成 1 项，未完成 1 项')).toBeInTheDocument());
    expect(act.mock.calls.map(([one]) => one.number)).toEqual(['A', 'B']);
    expect(act).toHaveBeenCalledWith(expect.objectContaining({ number: 'A' }), '不属于本级职责');
    expect(screen.getByLabelText('不办理的 1 项')).toHaveTextContent('需求C');
  });

  it('leaves what is to stay, and what was taken out', async () => {
    const act = vi.fn(async () => undefined);
    await draw(
      <BulkDialog
        title="合并"
        event="decline"
        rows={[row('A'), row('B'), row('C')]}
        left={{ A: '保留' }}
        removable
        act={act}
        onClose={() => {}}
      />,
    );
    expect(await screen.findByText('保留')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('移除 B'));
    fireEvent.click(screen.getByText('合并（1 项）'));
    await waitFor(() => expect(act).toHaveBeenCalledTimes(1));
    expect(act).toHaveBeenCalledWith(expect.objectContaining({ number: 'C' }), '');
  });
});
