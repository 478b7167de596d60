import { Checkbox, Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from '@/lib/i18n';

/** The fields of a registration that an officer can send back. */
const RETURN_FIELDS = [
  'name',
  'uscc',
  'kind',
  'area_code',
  'registry',
  'registered_on',
  'charter_scope',
  'legal_representative',
  'contact_name',
  'contact_phone',
  'contact_email',
  'assessment_grade',
  'inspections_passed',
  'bank_account',
] as const;

type ReturnField = (typeof RETURN_FIELDS)[number];
export type ReturnReasons = Partial<Record<ReturnField, string>>;

/** What the server takes: the chosen fields with their reasons, in the order of the form. */
export function reasonList(reasons: ReturnReasons): { field: string; reason: string }[] {
  return RETURN_FIELDS.flatMap((field) => {
    const reason = reasons[field];
    return reason === undefined ? [] : [{ field, reason: reason.trim() }];
  });
}

/** At least one field is chosen, and every chosen one has its reason. */
export function reasonsComplete(reasons: ReturnReasons): boolean {
  const list = reasonList(reasons);
  return list.length > 0 && list.every((entry) => entry.reason !== '');
}

/** Tick what must be corrected and say why, field by field. */
export function ReturnFields({
  reasons,
  onChange,
}: {
  reasons: ReturnReasons;
  onChange: (reasons: ReturnReasons) => void;
}) {
  const { t } = useTranslation('organisations');
  const prefix = useId();
  return (
    <fieldset className="app-fieldset">
      <legend>{t('staff.returnLegend')}</legend>
      {RETURN_FIELDS.map((field) => {
        const reason = reasons[field];
        const chosen = reason !== undefined;
        return (
          <div key={field} className="app-field">
            <Checkbox
              checked={chosen}
              onChange={(event) => {
                const { [field]: _, ...rest } = reasons;
                onChange(event.target.checked ? { ...rest, [field]: '' } : rest);
              }}
            >
              {t(`staff.field.${field}`)}
            </Checkbox>
            {chosen ? (
              <Input
                id={`${prefix}-${field}`}
                aria-label={t('staff.returnReason', { field: t(`staff.field.${field}`) })}
                placeholder={t('staff.returnPlaceholder')}
                value={reason}
                maxLength={500}
                onChange={(event) => onChange({ ...reasons, [field]: event.target.value })}
              />
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}
