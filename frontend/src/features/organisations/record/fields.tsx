import { textOf } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { useAreaName } from '@/lib/scopes';

/** The fields of a registration in the order of the form. */
export const FIELDS = [
  'name',
  'uscc',
  'kind',
  'area_code',
  'registry',
  'registered_on',
  'legal_representative',
  'charter_scope',
  'contact_name',
  'contact_phone',
  'contact_email',
  'assessment_grade',
  'grade_valid_from',
  'grade_valid_until',
  'inspections_passed',
  'bank_account',
] as const;

function fieldName(field: string): string {
  return textOf(`record:history.field.${field}`) ?? textOf(`organisations:fieldName.${field}`) ?? field;
}

export function FieldName({ field }: { field: string }) {
  return fieldName(field);
}

/** The value of a field in words. */
export function FieldValue({ field, value }: { field: string; value: string | null | undefined }) {
  const areaName = useAreaName();
  if (!value) return <span className="yc-muted">—</span>;
  if (field === 'kind') return enumLabel('kind', value);
  if (field === 'area_code') return areaName(value);
  if (field === 'uscc') return <span className="app-masked">{value}</span>;
  return value;
}
