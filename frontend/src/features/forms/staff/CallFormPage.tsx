import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { formOf } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { type CallFormView, callFormOptions, callOptions, chooseForm, usableFormsOptions } from './api';
import { WholePreview } from './FormPreview';

/** Which form a call uses, chosen while it is a draft, and what applicants will see. */
export function CallFormPage({ id }: { id: string }) {
  const { t } = useTranslation('forms');
  const { data: call } = useSuspenseQuery(callOptions(id));
  const { data: used } = useSuspenseQuery(callFormOptions(id));
  const { user } = useSession();
  const officer = hasRole(user.grants, 'programme_officer');
  return (
    <>
      <Card title={t('call.title')}>
        <Descriptions
          items={[
            {
              label: t('call.tab'),
              value: (
                <UsedName
                  used={used}
                  linked={hasRole(user.grants, 'programme_officer', 'programme_director', 'auditor')}
                />
              ),
            },
            { label: t('view.sha256'), value: <span className="app-mono">{used.sha256}</span>, wide: true },
          ]}
        />
        {used.standard ? <p className="yc-muted">{t('call.standardHint')}</p> : null}
        {call.state === 'draft' && officer ? (
          <Chooser call={call} used={used} />
        ) : (
          <p className="yc-muted">{t('call.frozen')}</p>
        )}
      </Card>
      <Card title={t('call.preview')}>
        <WholePreview key={used.sha256} document={formOf(used)} />
      </Card>
    </>
  );
}

function UsedName({ used, linked }: { used: CallFormView; linked: boolean }) {
  const { t } = useTranslation('forms');
  if (!used.id) return t('call.standard');
  const name = `${used.title} · ${t('list.nth', { n: used.revision })}`;
  if (!linked) return name;
  return (
    <Link to="/app/staff/forms/$id" params={{ id: used.id }} className="yc-link">
      {name}
    </Link>
  );
}

function Chooser({ call, used }: { call: { id: string; version: number }; used: CallFormView }) {
  const { t } = useTranslation('forms');
  const client = useQueryClient();
  const { data: forms } = useSuspenseQuery(usableFormsOptions);
  const [chosen, setChosen] = useState<string | null>(used.id ?? null);
  const { running, error, run } = useSubmit();
  return (
    <form
      className="app-narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void run(async () => {
          await chooseForm(call, chosen);
          await client.invalidateQueries();
        });
      }}
    >
      <ErrorSummary error={error} />
      <FieldRow
        id="field-form_id"
        label={t('call.choose')}
        hint={forms.items.length === 0 ? t('call.none') : undefined}
      >
        {(control) => (
          <PlainSelect
            {...control}
            placeholder={t('call.standard')}
            value={chosen}
            options={forms.items.map((form) => ({
              value: form.id,
              label: `${form.title} · ${t('list.nth', { n: form.revision })} · ${form.area.name}`,
            }))}
            onChange={setChosen}
          />
        )}
      </FieldRow>
      <div className="app-formactions">
        <Link to="/app/staff/forms" className="yc-btn yc-btn--quiet">
          {t('call.library')}
        </Link>
        <Button type="primary" htmlType="submit" loading={running} disabled={chosen === (used.id ?? null)}>
          {t('call.use')}
        </Button>
      </div>
    </form>
  );
}
