import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import * as download from '@/lib/download';
import { loadTexts } from '@/lib/i18n';
import { draw } from '@/mocks/render';
import { PdfButton } from './PdfButton';

beforeAll(() => loadTexts('files', 'problems'));

describe('PdfButton', () => {
  it('saves the document under the name the server gives', async () => {
    const user = userEvent.setup();
    const save = vi.spyOn(download, 'saveBlob').mockImplementation(() => {});
    const blob = new Blob(['%PDF-']);
    const headers = { 'content-disposition': "attachment; filename*=UTF-8''P2026-0001-%E5%9B%9E%E6%89%A7.pdf" };
    const run = vi.fn(async () => ({ data: blob, response: new Response(null, { headers }) }));
    await draw(<PdfButton run={run} />);
    await user.click(screen.getByRole('button', { name: '下载 PDF' }));
    await waitFor(() => expect(save).toHaveBeenCalledWith(blob, 'P2026-0001-回执.pdf'));
  });

  it('says that this server makes none', async () => {
    const user = userEvent.setup();
    const run = async () => {
      throw new ApiError(503, { code: 'pdf_unavailable' });
    };
    await draw(<PdfButton label="下载回执 PDF" run={run} />);
    await user.click(screen.getByRole('button', { name: '下载回执 PDF' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('请用浏览器打印');
  });
});
