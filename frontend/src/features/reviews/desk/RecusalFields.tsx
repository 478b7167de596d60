import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from '@/lib/i18n';
import type { RecusalKind } from './api';

/** The kinds of conflict the server knows, in the order in which they are met. */
const RECUSAL_KINDS = [
  'employment',
  'shareholding',
  'kinship',
  'consulting',
  'partner',
  'supervision',
  'litigation',
  'applicant_request',
  'other',
] as const satisfies readonly RecusalKind[];

/** What kind of conflict it is. */
export function RecusalKindField({
  value,
  label,
  onChange,
}: {
  value: RecusalKind | undefined;
  label?: string;
  onChange: (kind: RecusalKind) => void;
}) {
  const { t } = useTranslation('reviews');
  const id = useId();
  return (
    <div className="app-field">
      <label htmlFor={id}>{label ?? t('recuse.kind')}</label>
      <Select
        id={id}
        value={value}
        placeholder={t('recuse.choose')}
        onChange={onChange}
        style={{ width: '100%' }}
        options={RECUSAL_KINDS.map((kind) => ({ value: kind, label: t(`recusal.${kind}`) }))}
      />
    </div>
  );
}
