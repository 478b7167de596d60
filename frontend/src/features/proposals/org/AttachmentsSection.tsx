import { Upload } from '@/components/app/Upload';
import { Icon } from '@/components/base/Icon';
import { LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import { heldFile, useProposalFiles } from './files';
import { useLocked } from './lock';

/** What the call asks for, one upload each; what the applicant adds; proofs that no line names yet. */
export function AttachmentsSection() {
  const { t } = useTranslation('proposals');
  const files = useProposalFiles();
  if (!files?.view) return <LoadingState />;
  const { view, failed } = files;
  const spare = view.items.filter((one) => one.unused);
  return (
    <>
      <p className="yc-muted">{t('attachments.hint')}</p>
      {failed ? (
        <p className="yc-note yc-note--warning" role="alert">
          <Icon name="warning" /> {failed}
        </p>
      ) : null}
      {view.required.map((document) => (
        <Place
          key={document.code}
          kind="document"
          code={document.code}
          pointer={`/attachments/${document.code}`}
          label={`${document.title}${t('common:colon')}${t(document.mandatory ? 'attachments.mandatory' : 'attachments.optional')}`}
          hint={[
            t('attachments.accepts', {
              kinds: document.accepts.map((kind) => enumLabel('accepted_type', kind)).join(t('common:comma')),
            }),
            document.note ?? '',
          ]
            .filter(Boolean)
            .join(' ')}
          max={view.max_of_document}
        />
      ))}
      <Place
        kind="other"
        code=""
        pointer="/attachments"
        lock="/attachments/-"
        label={t('attachments.other')}
        hint={t('attachments.otherHint')}
        max={20}
      />
      {spare.length > 0 ? (
        <section className="app-rowpart" aria-labelledby="spare-files">
          <h3 id="spare-files">{t('attachments.spare')}</h3>
          <p className="yc-muted">{t('attachments.spareHint')}</p>
          <ul className="app-plainlist">
            {spare.map((file) => (
              <li key={file.file_id}>
                {file.name}{' '}
                <button
                  type="button"
                  className="yc-btn yc-btn--quiet"
                  disabled={!view.editable}
                  onClick={() => void files.detach(file.file_id)}
                >
                  {t('attachments.remove', { name: file.name })}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Place({
  kind,
  code,
  pointer,
  lock = pointer,
  label,
  hint,
  max,
}: {
  kind: 'document' | 'other';
  code: string;
  pointer: string;
  /** What a correction must have opened: one document that is returned does not open the others. */
  lock?: string;
  label: string;
  hint: string;
  max: number;
}) {
  const files = useProposalFiles();
  const touched = useLocked(lock);
  if (!files?.view) return null;
  const { view, id } = files;
  const own = view.items.filter((one) => one.kind === kind && one.code === code);
  // What is only missing is said by the task list and by the check before submission.
  const errors = view.faults
    .filter((fault) => fault.pointer === pointer && fault.code !== 'document_missing')
    .map((fault) => faultText(fault));
  return (
    <Upload
      id={fieldId(pointer)}
      label={label}
      hint={hint}
      purpose="proposal_attachment"
      slot={`proposal-${id}-${kind}-${code}`}
      files={own.map(heldFile)}
      max={max}
      disabled={!view.editable || touched}
      errors={errors}
      onUploaded={(file) => void files.attach(file, kind, code)}
      onRemove={(file) => void files.detach(file.id)}
    />
  );
}
