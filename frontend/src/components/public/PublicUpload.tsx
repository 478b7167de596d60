import { UploadField, type UploadFieldProps } from '@/components/base/UploadField';
import { publicUploads } from '@/lib/publicUploadApi';

/** The same without an account: `onUploaded` also gets the token that stands for the owner of the upload. */
export function PublicUpload(props: UploadFieldProps) {
  return <UploadField {...props} api={publicUploads} />;
}
