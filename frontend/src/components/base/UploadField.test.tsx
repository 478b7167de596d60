import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { dropAllDrafts } from '@/lib/drafts';
import type { UploadApi, UploadedFile } from '@/lib/uploads';
import { draw } from '@/mocks/render';
import { sizeText, UploadField } from './UploadField';

const stored: UploadedFile = {
  id: 'f1',
  name: '计划.pdf',
  size: 4,
  offset: 4,
  chunk_size: 1024,
  media_type: 'application/pdf',
  state: 'stored',
  sha256: '77eb0080023fbee28c6de2e519f84aec1ee2fdab213a7f884252b33792e6b889',
};

function api(overrides: Partial<UploadApi> = {}): UploadApi {
  return {
    rule: async () => ({
      purpose: 'proposal_attachment',
      labels: ['PDF 文档', 'PNG 图片'],
      extensions: ['pdf', 'png'],
      media_types: ['application/pdf', 'image/png'],
      max_bytes: 20 * 1024 * 1024,
    }),
    create: async () => ({ file: { ...stored, offset: 0, state: 'uploading' } }),
    get: async () => stored,
    put: async () => ({ ...stored, state: 'uploading' }),
    complete: async () => stored,
    remove: vi.fn(async () => undefined),
    ...overrides,
  };
}

const pdf = (name = '计划.pdf') => new File(['%PDF'], name, { type: 'application/pdf' });

beforeEach(() => dropAllDrafts());

describe('UploadField', () => {
  it('says what it takes before anything is chosen', async () => {
    await draw(<UploadField api={api()} label="附件" purpose="proposal_attachment" slot="s" onUploaded={() => {}} />);
    const input = await screen.findByLabelText(/选择文件/);
    await waitFor(() => expect(input).toBeEnabled());
    expect(input).toHaveAccessibleDescription('可上传 PDF 文档、PNG 图片，每个不超过 20 MB');
    expect(input).toHaveAttribute('accept', '.pdf,.png');
    expect(screen.getByRole('group', { name: '附件' })).toBeVisible();
  });

  it('uploads what is chosen, shows its checksum and can take it back', async () => {
    const user = userEvent.setup();
    const done = vi.fn();
    const server = api();
    await draw(<UploadField api={server} label="附件" purpose="p" slot="s" onUploaded={done} />);
    const input = await screen.findByLabelText(/选择文件/);
    await waitFor(() => expect(input).toBeEnabled());
    await user.upload(input, pdf());
    await waitFor(() => expect(done).toHaveBeenCalledWith(stored, undefined));
    expect(screen.getByTitle(stored.sha256 as string)).toHaveTextContent('校验码 77eb0080023f');
    await user.click(screen.getByRole('button', { name: '移除 计划.pdf' }));
    expect(server.remove).toHaveBeenCalledWith('f1', undefined);
    expect(screen.queryByText('计划.pdf')).toBeNull();
  });

  it('refuses in words what it does not take, and takes the rest', async () => {
    const done = vi.fn();
    await draw(<UploadField api={api()} label="附件" purpose="p" slot="s" max={1} onUploaded={done} />);
    const input = await screen.findByLabelText(/选择文件/);
    await waitFor(() => expect(input).toBeEnabled());
    const zone = input.closest('label') as HTMLElement;
    const files = [new File(['x'], '程序.exe'), new File([], '空.pdf'), pdf(), pdf('第二.pdf')];
    fireEvent.drop(zone, { dataTransfer: { files } });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('程序.exe：不是可上传的文件类型');
    expect(alert).toHaveTextContent('空.pdf：文件是空的');
    expect(alert).toHaveTextContent('第二.pdf：超出数量，最多 1 个文件');
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
    expect(input).toBeDisabled();
  });

  it('says why the server refused a file, and offers to try again', async () => {
    const user = userEvent.setup();
    const fault = { pointer: '/content', code: 'executable', detail: '' };
    const refuse = async () => {
      throw new ApiError(422, { code: 'invalid', errors: [fault] });
    };
    await draw(<UploadField api={api({ complete: refuse })} label="附件" purpose="p" slot="s" onUploaded={() => {}} />);
    const input = await screen.findByLabelText(/选择文件/);
    await waitFor(() => expect(input).toBeEnabled());
    await user.upload(input, pdf());
    expect(await screen.findByText('不接受程序文件')).toBeVisible();
    expect(screen.getByRole('button', { name: '重试 计划.pdf' })).toBeEnabled();
  });

  it('lists what belongs to the thing with a link to it', async () => {
    const user = userEvent.setup();
    const remove = vi.fn();
    const held = { id: 'f9', name: '证书.pdf', size: 2048 };
    await draw(
      <UploadField
        api={api()}
        label="附件"
        purpose="p"
        slot="s"
        files={[held]}
        hrefOf={(file) => `/files/${file.id}`}
        onUploaded={() => {}}
        onRemove={remove}
      />,
    );
    expect(await screen.findByRole('link', { name: '证书.pdf' })).toHaveAttribute('href', '/files/f9');
    await user.click(screen.getByRole('button', { name: '移除 证书.pdf' }));
    expect(remove).toHaveBeenCalledWith(held);
  });

  it('shows sizes as people say them', () => {
    expect([sizeText(12), sizeText(2048), sizeText(20 * 1024 * 1024), sizeText(1_468_006)]).toEqual([
      '12 B',
      '2 KB',
      '20 MB',
      '1.4 MB',
    ]);
  });
});
