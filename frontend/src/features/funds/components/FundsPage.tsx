import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { exportAllotments, exportFunds } from '@/api/gen/sdk.gen';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { ExportButton } from '@/components/app/ExportButton';
import { FormModal, useRequired } from '@/components/app/FormModal';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PageHeader } from '@/components/app/PageHeader';
import { Descriptions } from '@/components/base/Descriptions';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { Progress } from '@/components/base/Progress';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel, eventLabel, stateLabel } from '@/lib/labels';
import { shareBp, sumMoney } from '@/lib/money';
import { hasRole } from '@/lib/permissions';
import { formatBp } from '@/lib/scheme';
import { areasOptions, useAreaName } from '@/lib/scopes';
import { useSession } from '@/lib/session';
import {
  type AllotmentInput,
  type AllotmentView,
  allotmentsOptions,
  approveAllotment,
  createAllotment,
  createFund,
  type FundInput,
  type FundView,
  fundsOptions,
} from '../api';
import { ALLOTMENT_STATES, type AllotmentFilter } from '../filter';
import { FundAccount } from './FundAccount';

const POLICIES = ['carry', 'lapse'] as const;
const SOURCES = ['welfare_lottery', 'fiscal', 'foundation', 'donation', 'street_match', 'community_fund'] as const;

export function FundsPage({ filter }: { filter: AllotmentFilter }) {
  const { t } = useTranslation('funds');
  const { user } = useSession();
  const areaName = useAreaName();
  const funds = useInfiniteQuery(fundsOptions());
  const allotments = useInfiniteQuery(allotmentsOptions(filter));
  const [creating, setCreating] = useState<'fund' | FundView | null>(null);
  const [paying, setPaying] = useState<FundView | null>(null);
  const maker = hasRole(user.grants, 'finance_maker');
  const list = tableOf(funds);
  const table = tableOf(allotments);
  const fund = list.rows.find((row) => row.id === filter.fund_id);
  return (
    <>
      <PageHeader
        title={t('title')}
        extra={
          <>
            {maker ? <Button onClick={() => setCreating('fund')}>{t('newFund')}</Button> : null}
            <Link to="/app/finance/year-ends" className="yc-link">
              {t('yearEnds')}
            </Link>
          </>
        }
      />
      <Card
        title={t('funds')}
        extra={<ExportButton run={({ query: _, ...options }) => exportFunds(options)} filter={{}} />}
        flush
      >
        <DataTable
          caption={t('funds')}
          {...list}
          rowKey={(row) => row.id}
          columns={[
            { key: 'name', title: t('field.name'), primary: true, render: (row) => row.name },
            { key: 'code', title: t('field.code'), nowrap: true, render: (row) => row.code },
            { key: 'source', title: t('field.source'), render: (row) => enumLabel('source', row.source) },
            {
              key: 'policy',
              title: t('field.year_end_policy'),
              render: (row) => enumLabel('year_end_policy', row.year_end_policy),
            },
            { key: 'area', title: t('field.area_code'), render: (row) => areaName(row.area_code) },
            {
              key: 'account',
              title: t('accountColumn'),
              render: (row) => (
                <>
                  {row.bank_account ? row.bank_account.account_masked : maker ? null : '—'}{' '}
                  {maker ? (
                    <Button size="small" onClick={() => setPaying(row)}>
                      {t(row.bank_account ? 'accountChange' : 'accountSetShort')}
                      <span className="yc-visually-hidden">{row.name}</span>
                    </Button>
                  ) : null}
                </>
              ),
            },
            ...(maker
              ? [
                  {
                    key: 'new',
                    title: t('newAllotment'),
                    render: (row: FundView) => (
                      <Button size="small" onClick={() => setCreating(row)}>
                        {t('newAllotmentOf')}
                        <span className="yc-visually-hidden">{row.name}</span>
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      <div className="app-home__section app-sectionhead">
        <h2>{t('allotments')}</h2>
        <ExportButton run={exportAllotments} filter={filter} />
      </div>
      <FilterBar>
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...ALLOTMENT_STATES.map((state) => ({ value: state, label: stateLabel('allotment', state) })),
          ]}
        />
        {list.rows.length > 1 ? (
          <FilterChips
            name="fund_id"
            label={t('fund')}
            value={fund?.id}
            options={[
              { value: undefined, label: t('common:all') },
              ...list.rows.map((row) => ({ value: row.id, label: row.name })),
            ]}
          />
        ) : null}
      </FilterBar>
      {allotments.isPending ? <LoadingState /> : null}
      {allotments.isError ? <ErrorState error={allotments.error} onRetry={() => void allotments.refetch()} /> : null}
      {allotments.isSuccess && table.rows.length === 0 ? (
        <Card>
          <EmptyState title={t('noAllotments')} />
        </Card>
      ) : null}
      {table.rows.map((row) => (
        <Allotment key={row.id} allotment={row} />
      ))}
      {table.more.hasMore ? (
        <Button onClick={table.more.onMore} loading={table.more.loading}>
          {t('common:list.more')}
        </Button>
      ) : null}
      {creating === 'fund' ? <NewFund onClose={() => setCreating(null)} /> : null}
      {paying ? <FundAccount fund={paying} onClose={() => setPaying(null)} /> : null}
      {creating && creating !== 'fund' ? <NewAllotment fund={creating} onClose={() => setCreating(null)} /> : null}
    </>
  );
}

/** Where the money of one allotment is: authority is the sum of all the others. */
function Allotment({ allotment }: { allotment: AllotmentView }) {
  const { t } = useTranslation('funds');
  const [done, setDone] = useState<Done | null>(null);
  const { balances } = allotment;
  const used = shareBp(sumMoney([balances.paid]), balances.authority);
  const parts = ['available', 'reserved', 'committed', 'due', 'approved', 'exported', 'paid', 'other'] as const;
  return (
    <Card
      title={`${allotment.fund.name} · ${allotment.fiscal_year}`}
      extra={<StatusTag machine="allotment" state={allotment.state} />}
    >
      <DoneNotice done={done} />
      <Descriptions
        columns={3}
        items={[
          { label: t('field.budget_line'), value: allotment.budget_line },
          {
            label: t('field.document_no'),
            value: allotment.origin_id ? t('carriedOn', { document: allotment.document_no }) : allotment.document_no,
          },
          {
            label: t('people'),
            value: t('peopleText', {
              maker: allotment.created_by.name,
              approver: allotment.approved_by?.name ?? t('notYet'),
            }),
          },
        ]}
      />
      {allotment.state === 'approved' || allotment.state === 'closed' ? (
        <>
          <dl className="app-balances">
            <div className="app-balances__authority">
              <dt>{t('balance.authority')}</dt>
              <dd>
                <Money value={balances.authority} strong />
              </dd>
            </div>
            {parts.map((part) => (
              <div key={part}>
                <dt>{t(`balance.${part}`)}</dt>
                <dd>
                  <Money value={balances[part]} />
                </dd>
              </div>
            ))}
          </dl>
          <Progress share={used} label={t('paidShare', { share: formatBp(used) })} />
        </>
      ) : (
        <p>
          {t('field.amount')}
          {t('common:colon')}
          <Money value={allotment.amount} strong upper />
        </p>
      )}
      <ActionBar
        resource={allotment}
        machine="allotment"
        onDone={(event, answer) => {
          const after = (answer as { data?: AllotmentView } | undefined)?.data;
          setDone({ title: eventLabel(event, 'allotment'), reference: allotment.document_no, at: after?.updated_at });
        }}
        actions={{
          approve: {
            primary: true,
            confirm: (
              <>
                <p>{t('approveText')}</p>
                <Money value={allotment.amount} strong upper />
              </>
            ),
            run: ({ headers }) => approveAllotment({ path: { id: allotment.id }, headers }),
          },
        }}
      />
    </Card>
  );
}

function NewFund({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('funds');
  const { user } = useSession();
  const { message } = App.useApp();
  const { data: areas } = useQuery(areasOptions);
  const [form] = Form.useForm<FundInput>();
  const required = useRequired();
  return (
    <FormModal
      form={form}
      title={t('newFund')}
      labels="funds:field"
      initialValues={{
        source: 'welfare_lottery',
        area_code: user.grants.find((grant) => grant.role === 'finance_maker')?.scope.area_code ?? undefined,
      }}
      send={async (body, key) => {
        const { data } = await createFund({ headers: { 'Idempotency-Key': key }, body });
        void message.success(t('fundCreated', { code: data.code }));
        return undefined;
      }}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('field.name')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('field.code')}
        extra={t('codeHint')}
        rules={[required, { pattern: /^[A-Za-z0-9][A-Za-z0-9_-]+$/, message: t('codeWrong') }]}
      >
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="source" label={t('field.source')} rules={[required]}>
        <Select options={SOURCES.map((source) => ({ value: source, label: enumLabel('source', source) }))} />
      </Form.Item>
      <Form.Item name="year_end_policy" label={t('field.year_end_policy')}>
        <Select
          allowClear
          placeholder={t('policyDefault')}
          options={POLICIES.map((policy) => ({ value: policy, label: enumLabel('year_end_policy', policy) }))}
        />
      </Form.Item>
      <Form.Item name="area_code" label={t('field.area_code')} rules={[required]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(areas?.items ?? []).map((area) => ({ value: area.code, label: area.name }))}
        />
      </Form.Item>
    </FormModal>
  );
}

function NewAllotment({ fund, onClose }: { fund: FundView; onClose: () => void }) {
  const { t } = useTranslation('funds');
  const { message } = App.useApp();
  const [form] = Form.useForm<AllotmentInput>();
  const required = useRequired();
  return (
    <FormModal
      form={form}
      title={t('newAllotmentTitle', { fund: fund.name })}
      text={t('allotmentText')}
      labels="funds:field"
      send={async (body, key) => {
        const { data } = await createAllotment({
          path: { id: fund.id },
          headers: { 'Idempotency-Key': key },
          body,
        });
        void message.success(t('allotmentCreated', { document: data.document_no }));
        return undefined;
      }}
      onClose={onClose}
    >
      <Form.Item name="fiscal_year" label={t('field.fiscal_year')} rules={[required]}>
        <InputNumber min={2000} max={2100} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="budget_line" label={t('field.budget_line')} extra={t('budgetLineHint')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="document_no" label={t('field.document_no')} extra={t('documentHint')} rules={[required]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="amount" label={t('field.amount')} rules={[required]}>
        <MoneyInput />
      </Form.Item>
    </FormModal>
  );
}
