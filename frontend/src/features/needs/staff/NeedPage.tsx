import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { newIdempotencyKey } from '@/api/client';
import { ActionBar, ActionDialog } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { Timeline } from '@/components/base/Timeline';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel, faultText } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import {
  acceptNeed,
  declineNeed,
  markNeedMet,
  markNeedUnmet,
  mergeNeed,
  type NeedView,
  needOptions,
  publishNeed,
  revealNeedContact,
  similarNeedsOptions,
} from './api';
import { MergeFields } from './MergeFields';
import '@/styles/needs.css';

export function NeedPage({ id }: { id: string }) {
  const { t } = useTranslation('needs');
  const { data: need } = useSuspenseQuery(needOptions(id));
  return (
    <>
      <PageHeader
        title={need.heading}
        crumbs={[{ label: t('staff.title'), to: '/app/staff/needs' }]}
        tags={
          <>
            <StatusTag machine="need" state={need.state} />
            {need.late_days > 0 ? <Tag tone="danger" icon="clock" text={t('late', { count: need.late_days })} /> : null}
            {need.demonstration ? <Tag tone="neutral" text={t('common:demo.label')} /> : null}
          </>
        }
        meta={`${need.number} · ${need.area_name}`}
      />
      <Actions need={need} />
      {need.merged_into ? (
        <p className="app-note app-note--info">
          <Icon name="info" />
          <span>
            {t('staff.mergedInto')}{' '}
            <Link to="/app/staff/needs/$id" params={{ id: need.merged_into.id }} className="yc-link">
              {need.merged_into.number} {need.merged_into.heading}
            </Link>
          </span>
        </p>
      ) : null}
      <div className="app-columns">
        <div>
          <Card title={t('staff.words')}>
            <p className="need-words">{need.words}</p>
            <Descriptions
              items={[
                { label: t('field.place'), value: need.place },
                { label: t('field.source'), value: enumLabel('need_source', need.source) },
                { label: t('field.contact'), value: <Contact need={need} /> },
                { label: t('receipt.at'), value: <DateTime value={need.created_at} /> },
              ]}
            />
          </Card>
          {need.photos.length > 0 ? (
            <Card title={t('staff.photos')}>
              {need.photos.map((photo) => (
                <a key={photo.id} href={`/api/v1/files/${photo.id}/content`} target="_blank" rel="noreferrer">
                  <img
                    className="need-photo__whole"
                    src={`/api/v1/files/${photo.id}/content`}
                    alt={t('staff.photos')}
                  />
                </a>
              ))}
            </Card>
          ) : null}
          <Wording need={need} />
          {need.statements.length > 0 ? (
            <Card title={t('follow.said')}>
              <ol className="need-said">
                {need.statements.map((one) => (
                  <li key={one.at} className={one.kind === 'answer' ? 'need-said__answer' : undefined}>
                    <span className="yc-muted">
                      {t(one.kind === 'answer' ? 'follow.answer' : 'follow.addition')} · <DateTime value={one.at} />
                    </span>
                    <p className="need-words">{one.text}</p>
                  </li>
                ))}
              </ol>
            </Card>
          ) : null}
          <Card title={t('staff.history')}>
            <Timeline
              label={t('staff.history')}
              entries={need.history.map((entry) => ({
                key: `${entry.at}${entry.action}`,
                at: entry.at,
                title: textOf(`needs:action.${entry.action.replace('need.', '')}`) ?? entry.action,
                text: [entry.by?.name, entry.reason].filter(Boolean).join(' · '),
              }))}
            />
          </Card>
        </div>
        <div>
          <Card title={t('staff.clock')}>
            <ol className="need-said">
              {need.escalations.map((one, index) => (
                <li key={one.level} className={index === need.escalations.length - 1 ? 'need-said__answer' : undefined}>
                  <strong>{enumLabel('need_level', one.level)}</strong>{' '}
                  <span className="yc-muted">
                    {t('staff.told', { count: one.told })} · <DateTime value={one.at} />
                  </span>
                  <p>
                    {t('staff.due')}
                    {t('common:colon')}
                    {one.due_on ? <DateTime value={one.due_on} format="date" /> : t('receipt.dueUnknown')}
                  </p>
                </li>
              ))}
            </ol>
            {need.responded_at ? (
              <p>
                {t('staff.respondedAt')}
                {t('common:colon')}
                <DateTime value={need.responded_at} />
              </p>
            ) : null}
          </Card>
          <Echo need={need} />
          <Similar need={need} />
        </div>
      </div>
    </>
  );
}

/** What everybody reads, and what is still missing for it. */
function Wording({ need }: { need: NeedView }) {
  const { t } = useTranslation('needs');
  const { user } = useSession();
  const editable =
    hasRole(user.grants, 'community_officer', 'street_officer', 'programme_officer') &&
    ['reported', 'accepted', 'published', 'claimed', 'in_delivery'].includes(need.state);
  return (
    <Card
      title={t('staff.wording')}
      extra={
        editable ? (
          <Link to="/app/staff/needs/$id/edit" params={{ id: need.id }} className="yc-btn yc-btn--quiet">
            <Icon name="pencil" /> {t('staff.edit')}
          </Link>
        ) : undefined
      }
    >
      <Descriptions
        items={[
          { label: t('field.title'), value: need.title, wide: true },
          {
            label: t('field.description'),
            value: need.description ? <p className="need-words">{need.description}</p> : null,
            wide: true,
          },
          { label: t('field.category'), value: enumLabel('need_category', need.category) },
          { label: t('field.urgency'), value: enumLabel('need_urgency', need.urgency) },
          { label: t('field.target_group'), value: need.target_group },
          {
            label: t('field.head_count'),
            value: need.head_count == null ? null : t('people', { count: need.head_count }),
          },
          { label: t('field.amount'), value: need.amount ? <Money value={need.amount} /> : null },
          {
            label: t('field.self_raised_min'),
            value: need.self_raised_min ? <Money value={need.self_raised_min} /> : null,
          },
          { label: t('field.min_applicants'), value: need.min_applicants },
          {
            label: t('period'),
            value:
              need.starts_on || need.ends_on ? (
                <>
                  {need.starts_on ? <DateTime value={need.starts_on} format="date" /> : '—'} –{' '}
                  {need.ends_on ? <DateTime value={need.ends_on} format="date" /> : '—'}
                </>
              ) : null,
          },
        ]}
      />
      {need.outcome ? (
        <p className="app-note app-note--info">
          <Icon name="checkCircle" />
          {need.outcome}
        </p>
      ) : null}
    </Card>
  );
}

/** Endorsements, merged reports and proposals. */
function Echo({ need }: { need: NeedView }) {
  const { t } = useTranslation('needs');
  return (
    <Card title={t('staff.echo')}>
      <Descriptions
        columns={1}
        items={[
          { label: t('staff.endorsements'), value: String(need.endorsements) },
          { label: t('staff.proposals'), value: String(need.proposals) },
        ]}
      />
      {need.warnings.map((warning) => (
        <p key={warning.code} className="app-note">
          <Icon name="warning" />
          {faultText(warning)}
        </p>
      ))}
      {need.merged.length > 0 ? (
        <>
          <p className="yc-strong">{t('mergedReports', { count: need.merged.length })}</p>
          <ul className="yc-list">
            {need.merged.map((one) => (
              <li key={one.id}>
                <Link to="/app/staff/needs/$id" params={{ id: one.id }} className="yc-link">
                  {one.number}
                </Link>{' '}
                {one.heading}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {need.published_at ? (
        <p>
          <Link to="/needs/$id" params={{ id: need.id }} className="yc-link">
            {t('staff.publicPage')}
          </Link>
        </p>
      ) : null}
    </Card>
  );
}

function Similar({ need }: { need: NeedView }) {
  const { t } = useTranslation('needs');
  const { data } = useQuery(similarNeedsOptions(need.id));
  return (
    <Card title={t('staff.similar')}>
      {data && data.items.length > 0 ? (
        <ul className="yc-list">
          {data.items.map((one) => (
            <li key={one.id}>
              <Link to="/app/staff/needs/$id" params={{ id: one.id }} className="yc-link">
                {one.number} {one.title}
              </Link>{' '}
              <StatusTag machine="need" state={one.state} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="yc-muted">{t('staff.noSimilar')}</p>
      )}
    </Card>
  );
}

/** The masked contact; the whole of it only with a reason, which is recorded. */
function Contact({ need }: { need: NeedView }) {
  const { t } = useTranslation('needs');
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  if (!need.contact_hint) return <>{t('follow.noContact')}</>;
  return (
    <>
      {shown ?? need.contact_hint}{' '}
      {shown ? null : (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('staff.reveal')}
        </Button>
      )}
      {asking ? (
        <ActionDialog
          title={t('staff.reveal')}
          resource={need}
          config={{
            reason: 'required',
            confirm: t('staff.revealText'),
            run: async ({ reason }) => {
              const headers = { 'Idempotency-Key': newIdempotencyKey() };
              const { data } = await revealNeedContact({ path: { id: need.id }, headers, body: { reason } });
              setShown(data.contact);
            },
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

function Actions({ need }: { need: NeedView }) {
  const { t } = useTranslation('needs');
  const [into, setInto] = useState('');
  const path = { id: need.id };
  return (
    <ActionBar
      resource={need}
      machine="need"
      onDone={() => setInto('')}
      actions={{
        accept: {
          primary: true,
          reason: 'optional',
          confirm: t('staff.acceptText'),
          run: ({ headers, reason }) => acceptNeed({ path, headers, body: reason ? { answer: reason } : {} }),
        },
        publish: {
          primary: true,
          confirm: t('staff.publishText'),
          run: ({ headers }) => publishNeed({ path, headers }),
        },
        merge: {
          reason: 'required',
          confirm: t('staff.mergeText'),
          fields: <MergeFields need={need} into={into} onChange={setInto} />,
          ready: into !== '',
          run: ({ headers, reason }) => mergeNeed({ path, headers, body: { into_id: into, reason } }),
        },
        mark_met: {
          reason: 'required',
          confirm: t('staff.metText'),
          run: ({ headers, reason }) => markNeedMet({ path, headers, body: { reason } }),
        },
        mark_unmet: {
          reason: 'required',
          confirm: t('staff.unmetText'),
          run: ({ headers, reason }) => markNeedUnmet({ path, headers, body: { reason } }),
        },
        decline: {
          danger: true,
          reason: 'required',
          confirm: t('staff.declineText'),
          run: ({ headers, reason }) => declineNeed({ path, headers, body: { reason } }),
        },
      }}
    />
  );
}
