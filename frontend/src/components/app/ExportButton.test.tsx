import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import * as download from '@/lib/download';
import { loadTexts } from '@/lib/i18n';
import { draw } from '@/mocks/render';
import { ExportButton } from './ExportButton';

beforeAll(() => loadTexts('files', 'problems'));

describe('ExportButton', () => {
  it('asks with the filters of the page and saves under the name the server gives', async () => {
    const user = userEvent.setup();
    const save = vi.spyOn(download, 'saveBlob').mockImplementation(() => {});
    const blob = new Blob(['x']);
    const headers = {
      'content-disposition': 'attachment; filename="____.xlsx"; filename*=UTF-8\'\'%E5%85%AC%E5%91%8A.xlsx',
    };
    const run = vi.fn(async () => ({ data: blob, response: new Response(null, { headers }) }));
    await draw(<ExportButton run={run} filter={{ state: 'published' }} />);
    await user.click(screen.getByRole('button', { name: '导出 Excel' }));
    await waitFor(() => expect(save).toHaveBeenCalledWith(blob, '公告.xlsx'));
    expect(run).toHaveBeenCalledWith(
      expect.objectContaining({ query: { state: 'published' }, headers: { 'Accept-Language': 'zh-CN' } }),
    );
  });

  it('says why it did not work', async () => {
    const user = userEvent.setup();
    const run = async () => {
      throw new ApiError(422, { code: 'too_many_rows' });
    };
    await draw(<ExportButton run={run} filter={{}} />);
    await user.click(screen.getByRole('button', { name: '导出 Excel' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('行数过多');
  });
});
