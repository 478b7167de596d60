import { Input } from 'antd';
import type { Fault } from '@/api/client';
import { FieldRow } from '@/components/app/FieldRow';
import { Upload } from '@/components/app/Upload';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import type { CallDocumentAttachment } from './api';

const PLACE = '/document/attachments';

/** The files that a call hands out, each with what people see; public with the version that names them. */
export function FilesFields({
  slot,
  value,
  faults,
  onChange,
}: {
  /** The place of the page, so that an upload goes on only there. */
  slot: string;
  value: CallDocumentAttachment[];
  faults: Fault[];
  onChange: (edit: (old: CallDocumentAttachment[]) => CallDocumentAttachment[]) => void;
}) {
  const { t } = useTranslation('calls');
  return (
    <>
      <Upload
        id={fieldId(PLACE)}
        label={t('files.upload')}
        hint={t('files.hint')}
        purpose="call_document"
        slot={slot}
        files={value.map((file) => ({ id: file.file_id, name: file.title }))}
        max={20}
        errors={faults.filter((fault) => fault.pointer === PLACE).map(faultText)}
        onUploaded={(file) =>
          onChange((old) => [...old, { file_id: file.id, title: file.name.replace(/\.[^.]+$/, '') }])
        }
        onRemove={(file) => onChange((old) => old.filter((one) => one.file_id !== file.id))}
      />
      {value.map((file, index) => (
        <FieldRow
          key={file.file_id}
          id={fieldId(`${PLACE}/${index}/title`)}
          label={t('files.title', { n: index + 1 })}
          errors={faults.filter((fault) => fault.pointer.startsWith(`${PLACE}/${index}/`)).map(faultText)}
        >
          {(control) => (
            <Input
              {...control}
              value={file.title}
              maxLength={200}
              onChange={(event) => {
                const title = event.target.value;
                onChange((old) => old.map((one) => (one.file_id === file.file_id ? { ...one, title } : one)));
              }}
            />
          )}
        </FieldRow>
      ))}
    </>
  );
}
