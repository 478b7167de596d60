import { Upload } from '@/components/app/Upload';
import { Icon } from '@/components/base/Icon';
import { type FormField, formText } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { fieldId } from '@/lib/pointers';
import { heldFile, useProposalFiles } from './files';

/** The files that answer a field of the form: handed over first, then named in the answer. */
export function AnswerFiles({
  field,
  pointer,
  value,
  max,
  disabled,
  onChange,
}: {
  field: FormField;
  pointer: string;
  value: string[];
  max: number;
  disabled: boolean;
  /** The answer as it was when the change is applied, so that two uploads at once both count. */
  onChange: (edit: (old: string[]) => string[]) => void;
}) {
  const { t } = useTranslation('proposals');
  const files = useProposalFiles();
  if (!files?.view) return null;
  const { view, failed } = files;
  const own = value.flatMap((id) => view.items.filter((one) => one.file_id === id));
  return (
    <>
      {failed ? (
        <p className="yc-note yc-note--warning" role="alert">
          <Icon name="warning" /> {failed}
        </p>
      ) : null}
      <Upload
        id={fieldId(pointer)}
        label={t('attachments.answer', { name: formText(field.label) })}
        purpose="proposal_attachment"
        slot={`proposal-${files.id}-answer-${field.code}`}
        files={own.map(heldFile)}
        max={max}
        disabled={disabled || !view.editable}
        onUploaded={(file) =>
          void files.attach(file, 'answer', field.code).then((done) => {
            if (done) onChange((old) => [...old, file.id]);
          })
        }
        onRemove={(file) => onChange((old) => old.filter((id) => id !== file.id))}
      />
    </>
  );
}
