import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { draw } from '@/mocks/render';
import { ActionBar, type ActionContext } from './ActionBar';

const resource = {
  version: 4,
  available_actions: [
    { event: 'approve', label: '批准', operation_id: 'approveCall', blockers: [] },
    { event: 'cancel', label: '取消', operation_id: 'cancelCall', blockers: [] },
    { event: 'publish', label: '发布', operation_id: 'publishCall', blockers: [{ code: 'dates_in_future' }] },
  ],
};

describe('ActionBar', () => {
  it('draws only what is offered and known, and says why the rest is locked', async () => {
    await draw(<ActionBar resource={resource} machine="call" actions={{ approve: {}, publish: {}, archive: {} }} />);
    expect(screen.getByRole('button', { name: '批准公告' })).toBeEnabled();
    const publish = screen.getByRole('button', { name: '发布公告' });
    expect(publish).toBeDisabled();
    expect(publish).toHaveAccessibleDescription(/申报截止时间须在将来/);
    expect(screen.queryByRole('button', { name: '归档' })).toBeNull();
    expect(screen.queryByRole('button', { name: '取消征集' })).toBeNull();
  });

  it('sends version and key after the confirmation', async () => {
    const user = userEvent.setup();
    const run = vi.fn<(context: ActionContext) => Promise<unknown>>(async () => ({ id: 'x' }));
    const done = vi.fn();
    await draw(<ActionBar resource={resource} machine="call" actions={{ approve: { run } }} onDone={done} />);
    await user.click(screen.getByRole('button', { name: '批准公告' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('确认批准公告？');
    await user.click(screen.getAllByRole('button', { name: '批准公告' }).at(-1) as HTMLElement);
    await waitFor(() => expect(done).toHaveBeenCalledWith('approve', { id: 'x' }));
    const headers = run.mock.calls[0]?.[0].headers;
    expect(headers?.['If-Match']).toBe('"4"');
    expect(headers?.['Idempotency-Key']).toMatch(/.{16,}/);
  });

  it('insists on a reason where one is required', async () => {
    const user = userEvent.setup();
    const run = vi.fn(async () => undefined);
    await draw(
      <ActionBar resource={resource} machine="call" actions={{ cancel: { run, reason: 'required', danger: true } }} />,
    );
    await user.click(screen.getByRole('button', { name: '取消征集' }));
    await screen.findByRole('dialog');
    const confirm = () => screen.getAllByRole('button', { name: '取消征集' }).at(-1) as HTMLElement;
    await user.click(confirm());
    expect(run).not.toHaveBeenCalled();
    expect(screen.getByRole('alert')).toHaveTextContent('请填写理由');
    await user.type(screen.getByLabelText(/理由/), '预算调整');
    await user.click(confirm());
    await waitFor(() => expect(run).toHaveBeenCalledWith(expect.objectContaining({ reason: '预算调整' })));
  });

  it('keeps the key when the answer was lost and takes a new one after a refusal', async () => {
    const user = userEvent.setup();
    const keys: string[] = [];
    const answers = [new ApiError(0, {}), new ApiError(409, { code: 'illegal_event' })];
    const run = async ({ headers }: ActionContext) => {
      keys.push(headers['Idempotency-Key']);
      const answer = answers.shift();
      if (answer) throw answer;
    };
    const done = vi.fn();
    await draw(<ActionBar resource={resource} machine="call" actions={{ approve: { run } }} onDone={done} />);
    await user.click(screen.getByRole('button', { name: '批准公告' }));
    await screen.findByRole('dialog');
    const confirm = () => screen.getAllByRole('button', { name: /批准公告/ }).at(-1) as HTMLElement;
    await user.click(confirm());
    expect(await screen.findByText(/无法连接服务器/)).toBeVisible();
    await user.click(confirm());
    expect(await screen.findByText(/当前状态不允许此操作/)).toBeVisible();
    await user.click(confirm());
    await waitFor(() => expect(done).toHaveBeenCalled());
    expect(keys[0]).toBe(keys[1]);
    expect(keys[1]).not.toBe(keys[2]);
  });
});
