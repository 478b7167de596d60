import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { DateInput } from '@/components/app/DateInput';
import { PlainSelect } from '@/components/app/PlainSelect';
import { Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel, stateLabel } from '@/lib/labels';
import { eligibilityOptions, type OrganisationView, publishedCallsOptions, type RuleView } from './api';

/** Every rule about who may apply, with what is asked, what was found, and the evidence, for a day and a call of one's choice. */
export function EligibilityPart({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('record');
  const [on, setOn] = useState<string | null>(null);
  const [call, setCall] = useState<string | null>(null);
  const id = useId();
  const callId = useId();
  const calls = useQuery(publishedCallsOptions).data?.items ?? [];
  const query = useQuery(eligibilityOptions(organisation.id, on ?? undefined, call ?? undefined));
  const answer = query.data;
  return (
    <Card
      title={t('rule.title')}
      flush
      extra={
        <span className="app-rowactions">
          <label className="app-inlinefield" htmlFor={callId}>
            <span>{t('rule.call')}</span>
            <PlainSelect
              id={callId}
              value={call}
              onChange={setCall}
              placeholder={t('rule.noCall')}
              options={calls.map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }))}
            />
          </label>
          <label className="app-inlinefield" htmlFor={id}>
            <span>{t('rule.on')}</span>
            <DateInput id={id} value={on ?? answer?.on ?? null} onChange={setOn} style={{ width: '10rem' }} />
          </label>
        </span>
      }
    >
      <p className="app-cardnote">
        {answer ? (
          answer.eligible ? (
            <Tag tone="success" icon="checkCircle" text={t('rule.eligible')} />
          ) : (
            <Tag
              tone="danger"
              icon="crossCircle"
              text={t('rule.ineligible', { count: answer.rules.filter((rule) => !rule.holds).length })}
            />
          )
        ) : null}{' '}
        <span className="yc-muted">{t('rule.hint')}</span>
      </p>
      <DataTable
        caption={t('rule.title')}
        rows={answer?.rules ?? []}
        rowKey={(row) => row.code}
        query={query}
        columns={[
          {
            key: 'rule',
            title: t('rule.rule'),
            primary: true,
            render: (row) => textOf(`record:rule.code.${row.code}`) ?? row.code,
          },
          { key: 'limit', title: t('rule.limit'), render: limitText },
          { key: 'figure', title: t('rule.figure'), render: figureText },
          { key: 'evidence', title: t('rule.evidence'), render: (row) => <Evidence rule={row} /> },
          {
            key: 'holds',
            title: t('rule.holds'),
            nowrap: true,
            render: (row) =>
              row.holds ? (
                <Tag tone="success" icon="check" text={t('rule.yes')} />
              ) : (
                <Tag tone="danger" icon="cross" text={t('rule.no')} />
              ),
          },
        ]}
      />
    </Card>
  );
}

function limitText(rule: RuleView): string {
  const { code, limit } = rule;
  if (limit == null) return '—';
  if (code === 'verified') return stateLabel('organisation', limit);
  if (code === 'previous_grantee' || code === 'filed_group') return enumLabel(code, limit);
  return textOf(`record:rule.unit.${code}`, { n: limit }) ?? limit;
}

function figureText(rule: RuleView): string {
  const { code, figure } = rule;
  if (figure == null) return '—';
  if (code === 'verified') return stateLabel('organisation', figure);
  if (code === 'grade' && figure === 'none') return textOf('record:rule.noGrade') ?? figure;
  if (code === 'previous_grantee') {
    const [unsettled, awards] = figure.split('/');
    return textOf('record:rule.awards', { unsettled, awards }) ?? figure;
  }
  return textOf(`record:rule.found.${code}`, { n: figure }) ?? textOf(`record:rule.found.${figure}`) ?? figure;
}

function Evidence({ rule }: { rule: RuleView }) {
  const { t } = useTranslation('record');
  if (rule.evidence.length === 0) return <span className="yc-muted">—</span>;
  return (
    <ul className="app-plainlist">
      {rule.evidence.map((entry) => (
        <li key={`${entry.kind}${entry.from}${entry.reference}`}>
          {[entry.from, entry.until].filter(Boolean).join(` ${t('rule.to')} `)}{' '}
          {entry.kind === 'inspection'
            ? (textOf(`enum:inspectionResult.${entry.value}`) ?? t('inspection.unconfirmed'))
            : entry.kind === 'list_entry'
              ? enumLabel('listKind', entry.value)
              : entry.value}{' '}
          <span className="yc-muted">{entry.reference}</span>
        </li>
      ))}
    </ul>
  );
}
