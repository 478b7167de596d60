import { useQuery } from '@tanstack/react-query';
import { Form, type FormInstance, Input, InputNumber } from 'antd';
import { DateInput } from '@/components/app/DateInput';
import { PlainSelect } from '@/components/app/PlainSelect';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { areasOptions } from '@/lib/scopes';
import type { OrganisationView } from './api';
import { UsccInput } from './UsccInput';
import { checkUscc } from './uscc';

export interface OrganisationValues {
  name: string;
  uscc: string;
  kind: string;
  area_code: string;
  registry?: string;
  registered_on?: string | null;
  charter_scope?: string;
  legal_representative?: string;
  contact_name?: string;
  contact_phone?: string;
  contact_email?: string;
  assessment_grade?: string | null;
  grade_valid_from?: string | null;
  grade_valid_until?: string | null;
  inspections_passed?: number | null;
  /** Why, with a change to a verified record. */
  change_note?: string;
}

export function valuesOf(organisation: OrganisationView): OrganisationValues {
  return {
    name: organisation.name,
    uscc: organisation.uscc,
    kind: organisation.kind,
    area_code: organisation.area_code,
    registry: organisation.registry,
    registered_on: organisation.registered_on ?? null,
    charter_scope: organisation.charter_scope,
    legal_representative: organisation.legal_representative,
    contact_name: organisation.contact_name,
    contact_phone: organisation.contact_phone,
    contact_email: organisation.contact_email,
    assessment_grade: organisation.assessment_grade ?? null,
    grade_valid_from: organisation.grade_valid_from ?? null,
    grade_valid_until: organisation.grade_valid_until ?? null,
    inspections_passed: organisation.inspections_passed,
  };
}

/** The details as they are sent: an empty choice takes back what was there. */
export function detailsOf(values: OrganisationValues) {
  const {
    name,
    uscc,
    kind,
    area_code,
    registered_on,
    assessment_grade,
    grade_valid_from,
    grade_valid_until,
    inspections_passed,
    change_note,
    ...texts
  } = values;
  const graded = Boolean(assessment_grade);
  return {
    ...Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, text ?? ''])),
    registered_on: registered_on ?? null,
    assessment_grade: assessment_grade ?? null,
    grade_valid_from: graded ? (grade_valid_from ?? null) : null,
    grade_valid_until: graded ? (grade_valid_until ?? null) : null,
    ...(inspections_passed == null ? {} : { inspections_passed }),
  };
}

const KINDS = ['association', 'service', 'foundation', 'filed_group'] as const;
const GRADES = ['1A', '2A', '3A', '4A', '5A'] as const;

/** The fields of a registration. `fixed`: code, kind and area stay what they are once registered. */
export function OrganisationFields({
  form,
  fixed,
  reasons = {},
}: {
  form: FormInstance<OrganisationValues>;
  fixed: boolean;
  /** What an officer sent back, by field. */
  reasons?: Record<string, string>;
}) {
  const { t } = useTranslation('organisations');
  const { t: r } = useTranslation('record');
  const areas = useQuery(areasOptions);
  const graded = Boolean(Form.useWatch('assessment_grade', form));
  const required = { required: true, message: t('problems:fault.required') };
  const extra = (field: string, hint?: string) =>
    reasons[field] ? (
      <span className="app-returned">
        {t('form.returned')}
        {t('common:colon')}
        {reasons[field]}
      </span>
    ) : (
      hint
    );
  return (
    <>
      <h3>{t('form.identity')}</h3>
      <Form.Item
        name="uscc"
        label={t('form.uscc')}
        extra={extra('uscc')}
        rules={[
          required,
          {
            validator: async (_, value: string | undefined) => {
              if (value && !fixed && checkUscc(value).state !== 'good') throw new Error(t('uscc.wrong'));
            },
            validateTrigger: 'onSubmit',
          },
        ]}
      >
        {fixed ? <Input disabled /> : <UsccInput />}
      </Form.Item>
      <Form.Item
        name="name"
        label={t('form.name')}
        extra={extra('name', t('form.nameHint'))}
        rules={[required, { min: 2 }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <div className="app-formgrid">
        <Form.Item name="kind" label={t('form.kind')} extra={extra('kind')} rules={[required]}>
          <PlainSelect
            disabled={fixed}
            placeholder={t('form.choose')}
            options={KINDS.map((kind) => ({ value: kind, label: enumLabel('kind', kind) }))}
            onFocus={() => {
              const check = checkUscc(String(form.getFieldValue('uscc') ?? ''));
              if (check.state === 'good' && check.kind && !form.getFieldValue('kind')) {
                form.setFieldValue('kind', check.kind);
              }
            }}
          />
        </Form.Item>
        <Form.Item name="area_code" label={t('form.area')} extra={extra('area_code')} rules={[required]}>
          <PlainSelect
            disabled={fixed || areas.isPending}
            placeholder={t('form.choose')}
            options={(areas.data?.items ?? []).map((area) => ({ value: area.code, label: area.name }))}
          />
        </Form.Item>
        <Form.Item name="registry" label={t('form.registry')} extra={extra('registry')}>
          <Input maxLength={100} placeholder={t('form.registryExample')} />
        </Form.Item>
        <Form.Item name="registered_on" label={t('form.registeredOn')} extra={extra('registered_on')}>
          <DateInput />
        </Form.Item>
      </div>
      <Form.Item name="charter_scope" label={t('form.charter')} extra={extra('charter_scope', t('form.charterHint'))}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={2000} showCount />
      </Form.Item>
      <h3>{t('form.people')}</h3>
      <div className="app-formgrid">
        <Form.Item name="legal_representative" label={t('form.legal')} extra={extra('legal_representative')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="contact_name" label={t('form.contact')} extra={extra('contact_name')}>
          <Input maxLength={60} autoComplete="name" />
        </Form.Item>
        <Form.Item name="contact_phone" label={t('form.phone')} extra={extra('contact_phone')}>
          <Input maxLength={30} autoComplete="tel" inputMode="tel" />
        </Form.Item>
        <Form.Item
          name="contact_email"
          label={t('form.email')}
          extra={extra('contact_email', t('form.emailHint'))}
          rules={[{ type: 'email', message: t('problems:fault.invalid_email') }]}
        >
          <Input maxLength={254} autoComplete="email" inputMode="email" />
        </Form.Item>
      </div>
      <h3>{t('form.standing')}</h3>
      <div className="app-formgrid">
        <Form.Item name="assessment_grade" label={t('form.grade')} extra={extra('assessment_grade')}>
          <PlainSelect
            placeholder={t('form.noGrade')}
            options={GRADES.map((grade) => ({ value: grade, label: grade }))}
          />
        </Form.Item>
        {graded ? (
          <>
            <Form.Item name="grade_valid_from" label={r('grade.from')} extra={extra('grade_valid_from')}>
              <DateInput />
            </Form.Item>
            <Form.Item
              name="grade_valid_until"
              label={r('grade.until')}
              extra={extra('grade_valid_until', r('grade.untilHint'))}
            >
              <DateInput />
            </Form.Item>
          </>
        ) : null}
        <Form.Item
          name="inspections_passed"
          label={t('form.inspections')}
          extra={extra('inspections_passed', t('form.inspectionsHint'))}
        >
          <InputNumber min={0} max={50} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </>
  );
}
