import { Upload } from '@/components/app/Upload';
import { useTranslation } from '@/lib/i18n';
import { fieldId } from '@/lib/pointers';
import { heldFile, useProposalFiles } from './files';

/** The file that shows the matching money of a line: one that is there already, or a new one. */
export function ProofFile({
  row,
  lineKey,
  value,
  needed,
  disabled,
  onChange,
}: {
  row: number;
  lineKey: string;
  value: string | null;
  needed: boolean;
  disabled: boolean;
  onChange: (file: string | null) => void;
}) {
  const { t } = useTranslation('proposals');
  const files = useProposalFiles();
  if (!files?.view) return null;
  const proofs = files.view.items.filter((one) => one.kind === 'proof');
  const own = proofs.filter((one) => one.file_id === value);
  const others = proofs.filter((one) => one.file_id !== value);
  const id = fieldId(`/budget/matching/${row}/proof/file_id`);
  const nth = t('rows.nth', { n: row + 1 });
  return (
    <div className="app-budget__file">
      {others.length > 0 && !value ? (
        <label>
          <span>
            {t('budget.chooseProof')}
            <span className="yc-visually-hidden">{nth}</span>
          </span>
          <select
            className="yc-input"
            value=""
            disabled={disabled}
            onChange={(event) => onChange(event.target.value || null)}
          >
            <option value="">{t('field.choose')}</option>
            {others.map((one) => (
              <option key={one.file_id} value={one.file_id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <Upload
        id={id}
        label={`${t('budget.column.file_id')}${needed ? '' : t('budget.ifAny')}${nth}`}
        purpose="matching_proof"
        slot={`proposal-${files.id}-proof-${lineKey}`}
        files={own.map(heldFile)}
        max={1}
        disabled={disabled}
        onUploaded={(file) =>
          void files.attach(file, 'proof').then((done) => {
            if (done) onChange(file.id);
          })
        }
        onRemove={() => onChange(null)}
      />
    </div>
  );
}
