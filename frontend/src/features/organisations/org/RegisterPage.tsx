import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { applyFaults } from '@/components/app/forms';
import { LeaveGuard } from '@/components/app/LeaveGuard';
import { PageHeader } from '@/components/app/PageHeader';
import { Steps } from '@/components/app/Steps';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { useTranslation } from '@/lib/i18n';
import { chooseGrant, sessionOptions } from '@/lib/session';
import { useSubmit } from '@/lib/submit';
import { createOrganisation } from './api';
import { detailsOf, OrganisationFields, type OrganisationValues } from './OrganisationForm';
import { UsccTaken } from './UsccTaken';
import { normaliseUscc } from './uscc';
import '@/styles/organisations.css';

/** Starts the registration of an organisation; whoever does it becomes its owner. */
export function RegisterPage() {
  const { t } = useTranslation('organisations');
  const [form] = Form.useForm<OrganisationValues>();
  const { running, error, run } = useSubmit();
  const [touched, setTouched] = useState(false);
  const uscc = Form.useWatch('uscc', form);
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = (values: OrganisationValues) =>
    void run(async (key) => {
      try {
        const made = await createOrganisation(
          {
            name: values.name.trim(),
            uscc: normaliseUscc(values.uscc),
            kind: values.kind,
            area_code: values.area_code,
            ...detailsOf(values),
          },
          key,
        );
        setTouched(false);
        // The new role arrives with the session.
        const session = await client.fetchQuery({ ...sessionOptions, staleTime: 0 });
        const grant = session?.user.grants.find((entry) => entry.scope.id === made.id);
        if (grant) chooseGrant(grant.id);
        await client.invalidateQueries();
        await navigate({ to: '/app/org/organisation', search: { id: made.id }, ignoreBlocker: true });
      } catch (cause) {
        applyFaults(form, cause);
        throw cause;
      }
    });
  return (
    <>
      <PageHeader title={t('register.title')} crumbs={[{ label: t('page.title'), to: '/app/org/organisation' }]} />
      <Steps
        label={t('register.steps')}
        current={0}
        steps={(['fill', 'account', 'submit', 'verify'] as const).map((key) => ({
          key,
          title: t(`register.step.${key}`),
        }))}
      />
      <Card title={t('register.step.fill')}>
        <p className="yc-muted">{t('register.hint')}</p>
        <Form
          name="form"
          form={form}
          layout="vertical"
          scrollToFirstError={{ focus: true }}
          onValuesChange={() => setTouched(true)}
          onFinish={create}
        >
          <ErrorSummary error={error} />
          <OrganisationFields form={form} fixed={false} />
          <UsccTaken value={uscc} />
          <Button type="primary" htmlType="submit" loading={running}>
            {t('register.create')}
          </Button>
        </Form>
      </Card>
      <LeaveGuard unsaved={touched} />
    </>
  );
}
