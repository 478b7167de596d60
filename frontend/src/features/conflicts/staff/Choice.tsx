import { Input } from 'antd';
import { useId } from 'react';
import { PlainSelect } from '@/components/app/PlainSelect';
import { useTranslation } from '@/lib/i18n';

/** A choice from a long list: part of the name narrows it, the browser's own select chooses. */
export function Choice({
  label,
  options,
  value,
  onChange,
  q,
  onSearch,
}: {
  label: string;
  options: { value: string; label: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
  q: string;
  onSearch: (q: string) => void;
}) {
  const { t } = useTranslation('conflicts');
  const id = useId();
  return (
    <div className="app-field">
      <label htmlFor={id}>{label}</label>
      <Input
        aria-label={`${label}: ${t('search')}`}
        placeholder={t('search')}
        value={q}
        allowClear
        onChange={(event) => onSearch(event.target.value)}
      />
      <PlainSelect id={id} placeholder={t('choose')} options={options} value={value} onChange={onChange} />
    </div>
  );
}
