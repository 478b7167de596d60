import { UploadField, type UploadFieldProps } from '@/components/base/UploadField';
import { accountUploads, fileHref } from '@/lib/uploadApi';

/** Files of somebody who is logged in: pick or drop, progress, resume after a reload. See the README for its use. */
export function Upload(props: UploadFieldProps) {
  return <UploadField hrefOf={(file) => fileHref(file.id)} {...props} api={accountUploads} />;
}
