import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { EmptyState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, faultText } from '@/lib/labels';
import { useSubmit } from '@/lib/submit';
import { chooseNeeds, openNeedsOptions, proposalNeedsOptions } from './api';
import '@/styles/needs.css';

/** Which listed needs a proposal answers: chosen from the public list, saved with each choice. */
export function ProposalNeedsPage({ id }: { id: string }) {
  const { t } = useTranslation('needs');
  const client = useQueryClient();
  const { data } = useSuspenseQuery(proposalNeedsOptions(id));
  const { running, error, run } = useSubmit();
  const [q, setQ] = useState('');
  const open = useQuery(openNeedsOptions(q.trim()));
  const chosen = data.needs.map((need) => need.id);
  const choose = (needs: string[]) =>
    void run(async () => {
      client.setQueryData(proposalNeedsOptions(id).queryKey, await chooseNeeds(id, data.version, needs));
      await client.invalidateQueries({ queryKey: [{ _id: 'getProposal' }] });
    });
  const others = (open.data ?? []).filter((need) => !chosen.includes(need.id));
  return (
    <>
      <PageHeader
        title={t('answer.title')}
        crumbs={[
          { label: t('answer.proposals'), to: '/app/org/proposals' },
          { label: t('answer.proposal'), to: '/app/org/proposals/$id', params: { id } },
        ]}
        meta={t(`answer.rule.${data.rule as 'none' | 'optional' | 'required'}`)}
      />
      <ErrorSummary error={error} />
      <Card title={t('answer.chosen')}>
        {data.faults.map((fault) => (
          <p key={fault.pointer + fault.code} className="app-note">
            <Icon name="warning" />
            {fault.code === 'missing' ? t('answer.noneYet') : `${fault.actual ?? ''} ${faultText(fault)}`}
          </p>
        ))}
        {data.needs.length === 0 && data.faults.length === 0 ? <p className="yc-muted">{t('answer.none')}</p> : null}
        <ul className="need-picks">
          {data.needs.map((need) => (
            <li key={need.id}>
              <span>
                <Link to="/needs/$id" params={{ id: need.id }} className="yc-link">
                  {need.title}
                </Link>{' '}
                <span className="yc-muted">{need.number}</span> <StatusTag machine="need" state={need.state} />
              </span>
              {data.editable ? (
                <Button
                  disabled={running}
                  aria-label={t('answer.removeOf', { number: need.number })}
                  onClick={() => choose(chosen.filter((other) => other !== need.id))}
                >
                  {t('common:remove')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        <Link to="/app/org/proposals/$id" params={{ id }} className="yc-btn">
          {t('answer.back')}
        </Link>
      </Card>
      {data.editable && data.rule !== 'none' ? (
        <Card title={t('answer.list')}>
          <div className="app-field">
            <label htmlFor="needs-q">{t('search')}</label>
            <Input.Search id="needs-q" allowClear onSearch={setQ} placeholder={t('answer.searchHint')} />
          </div>
          {open.isPending ? (
            <LoadingState />
          ) : others.length === 0 ? (
            <EmptyState title={t('empty')} />
          ) : (
            <ul className="need-picks">
              {others.map((need) => (
                <li key={need.id}>
                  <span>
                    <Link to="/needs/$id" params={{ id: need.id }} className="yc-link">
                      {need.title}
                    </Link>{' '}
                    <span className="yc-muted">
                      {need.number} · {need.area_name} · {enumLabel('need_category', need.category)} ·{' '}
                      {t('endorsed', { count: need.endorsements })}
                    </span>
                  </span>
                  <Button
                    type="primary"
                    ghost
                    disabled={running}
                    aria-label={t('answer.addOf', { number: need.number })}
                    onClick={() => choose([...chosen, need.id])}
                  >
                    {t('answer.add')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Card>
      ) : null}
    </>
  );
}
