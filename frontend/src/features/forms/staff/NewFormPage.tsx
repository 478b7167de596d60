import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { Card } from '@/components/app/Card';
import { FieldRow } from '@/components/app/FieldRow';
import { PageHeader } from '@/components/app/PageHeader';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { areasOptions } from '@/lib/scopes';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { createForm } from './api';
import { FORM_PURPOSES } from './filter';

/** A new form, which starts as the standard one. */
export function NewFormPage() {
  const { t } = useTranslation('forms');
  const navigate = useNavigate();
  const { user } = useSession();
  const { data: areas } = useSuspenseQuery(areasOptions);
  const [title, setTitle] = useState('');
  const [purpose, setPurpose] = useState<(typeof FORM_PURPOSES)[number]>('proposal');
  const own = user.grants.find((grant) => grant.role === 'programme_officer')?.scope.area_code;
  const [area, setArea] = useState(own ?? '');
  const { running, error, run } = useSubmit();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async (key) => {
      const { data } = await createForm({
        body: { title, purpose, area_code: area },
        headers: { 'Idempotency-Key': key },
      });
      await navigate({ to: '/app/staff/forms/$id', params: { id: data.id } });
    });
  };
  return (
    <>
      <PageHeader title={t('list.newTitle')} crumbs={[{ label: t('list.title'), to: '/app/staff/forms' }]} />
      <Card>
        <form onSubmit={submit} className="app-narrow">
          <ErrorSummary error={error} />
          <p className="yc-muted">{t('list.startHint')}</p>
          <FieldRow id="field-title" label={t('list.name')}>
            {(control) => (
              <Input
                {...control}
                value={title}
                required
                minLength={2}
                maxLength={100}
                onChange={(event) => setTitle(event.target.value)}
              />
            )}
          </FieldRow>
          <FieldRow id="field-purpose" label={t('list.purpose')} hint={t('list.purposeHint')}>
            {(control) => (
              <PlainSelect
                {...control}
                value={purpose}
                options={FORM_PURPOSES.map((one) => ({ value: one, label: enumLabel('form_purpose', one) }))}
                onChange={(one) => setPurpose(one === 'report' ? 'report' : 'proposal')}
              />
            )}
          </FieldRow>
          <FieldRow id="field-area_code" label={t('list.area')}>
            {(control) => (
              <PlainSelect
                {...control}
                placeholder={t('choose')}
                value={area || null}
                options={areas.items.map((one) => ({ value: one.code, label: one.name }))}
                onChange={(code) => setArea(code ?? '')}
              />
            )}
          </FieldRow>
          <div className="app-formactions">
            <Button type="primary" htmlType="submit" loading={running} disabled={title.trim().length < 2 || !area}>
              {t('list.create')}
            </Button>
          </div>
        </form>
      </Card>
    </>
  );
}
