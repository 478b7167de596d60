import { Icon } from './Icon';

/** Files that a call hands out. Everybody may read them once the call is published, staff before. */
export function CallFiles({ files, open }: { files: { file_id: string; title: string }[]; open: boolean }) {
  return (
    <ul className="yc-list">
      {files.map((file) => (
        <li key={file.file_id}>
          <a className="yc-link" href={`/api/v1/${open ? 'public/' : ''}files/${file.file_id}/content`}>
            <Icon name="download" /> {file.title}
          </a>
        </li>
      ))}
    </ul>
  );
}
