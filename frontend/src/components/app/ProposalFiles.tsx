import { Icon } from '@/components/base/Icon';
import { sizeText } from '@/components/base/UploadField';
import { enumLabel } from '@/lib/labels';
import { fileHref } from '@/lib/uploadApi';

/** A file of a proposal, as it is read. */
export interface ProposalFile {
  file_id: string;
  kind: string;
  code: string;
  name: string;
  size: number;
  sha256?: string | null;
  /** What the call names the document. */
  title?: string | undefined;
}

/** The files with the titles that the call gives its documents. */
export function titledFiles(
  files: readonly ProposalFile[],
  required: readonly { code: string; title: string }[] | undefined,
): ProposalFile[] {
  const title = (code: string) => required?.find((one) => one.code === code)?.title;
  return files.map((file) => (file.kind === 'document' ? { ...file, title: title(file.code) } : file));
}

/** Files as links, each with what it stands for, its size and its fingerprint. */
export function FileLinks({ files }: { files: readonly ProposalFile[] }) {
  return (
    <ul className="app-plainlist">
      {files.map((file) => (
        <li key={file.file_id}>
          <Icon name="document" />{' '}
          <a className="yc-link" href={fileHref(file.file_id)} download={file.name}>
            {file.name}
          </a>{' '}
          <span className="yc-muted">
            {file.title ?? enumLabel('attachment_kind', file.kind)} · {sizeText(file.size)}
            {file.sha256 ? (
              <>
                {' · '}
                <abbr title={file.sha256}>SHA-256 {file.sha256.slice(0, 12)}</abbr>
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
