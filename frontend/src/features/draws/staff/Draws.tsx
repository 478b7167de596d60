import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { PlainTable } from '@/components/base/PlainTable';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { Announce } from './Announce';
import {
  confirmDraw,
  type DrawView,
  drawnCallOptions,
  drawPanel,
  drawsOptions,
  replacePanelMember,
  voidDraw,
} from './api';

/** The draws of a call's panel: announced before the source of chance speaks, drawn after it, signed by a second person. */
export function Draws({ callId }: { callId: string }) {
  const { t } = useTranslation('draws');
  const { data: call } = useSuspenseQuery(drawnCallOptions(callId));
  const { data } = useQuery(drawsOptions(callId));
  const draws = data?.items ?? [];
  const officer = hasRole(useSession().user.grants, 'programme_officer');
  const open = call.state === 'screening' && officer && draws.every((draw) => draw.state === 'void');
  if (!data || (draws.length === 0 && !open)) return null;
  return (
    <Card title={t('title')}>
      <p className="yc-muted">
        {t('text')} {t('public')}
      </p>
      {draws.map((draw) => (
        <Draw key={draw.id} draw={draw} />
      ))}
      {open ? <Announce callId={callId} /> : null}
    </Card>
  );
}

function Draw({ draw }: { draw: DrawView }) {
  const { t } = useTranslation('draws');
  const strata = draw.strata.map((one) => {
    const knows = one.specialities.map((code) => enumLabel('speciality', code)).join(t('common:comma'));
    return `${one.code}（${knows || t('anybody')}）${t('seats')} ${one.seats}，${t('reserves')} ${one.reserves}，${t('candidates')} ${one.candidates}`;
  });
  return (
    <section aria-label={draw.round}>
      <Actions draw={draw} />
      <Descriptions
        items={[
          { label: t('round'), value: draw.round },
          { label: t('state'), value: <StatusTag machine="draw" state={draw.state} /> },
          { label: t('source'), value: draw.entropy_source },
          { label: t('at'), value: <DateTime value={draw.entropy_at} /> },
          { label: t('supervisor'), value: draw.supervisor.name },
          { label: t('maxConflicts'), value: draw.max_conflicts },
          { label: t('committedBy'), value: draw.committed_by.name },
          { label: t('committedAt'), value: <DateTime value={draw.committed_at} format="seconds" /> },
          { label: t('strata'), value: strata.join('；'), wide: true },
          { label: t('commitment'), value: <span className="app-mono">{draw.commitment}</span>, wide: true },
          { label: t('listSha'), value: <span className="app-mono">{draw.list_sha256}</span>, wide: true },
          ...(draw.entropy
            ? [
                { label: t('entropy'), value: draw.entropy },
                { label: t('fileSha'), value: <span className="app-mono">{draw.file_sha256}</span>, wide: true },
              ]
            : []),
          ...(draw.void_reason ? [{ label: t('voidReason'), value: draw.void_reason, wide: true }] : []),
        ]}
      />
      {draw.panel.length > 0 ? <Drawn title={t('panel')} rows={draw.panel} /> : null}
      {draw.reserves.length > 0 ? <Drawn title={t('reserveList')} rows={draw.reserves} /> : null}
      {draw.replacements.length > 0 ? (
        <ul className="yc-list" aria-label={t('replacements')}>
          {draw.replacements.map((one) => (
            <li key={one.left + one.came}>
              <DateTime value={one.at} /> {t('replacementOf', one)}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Drawn({ title, rows }: { title: string; rows: DrawView['panel'] }) {
  const { t } = useTranslation('draws');
  return (
    <PlainTable
      caption={title}
      rows={rows}
      rowKey={(row) => row.number}
      columns={[
        { key: 'name', title, render: (row) => row.user.name },
        { key: 'number', title: t('number'), render: (row) => row.number },
        { key: 'stratum', title: t('stratum'), render: (row) => row.stratum },
        {
          key: 'ticket',
          title: t('ticket'),
          render: (row) => <span className="app-mono">{row.ticket.slice(0, 12)}…</span>,
        },
        { key: 'sits', title: t('sits'), render: (row) => t(row.sits ? 'common:yes' : 'common:no') },
      ]}
    />
  );
}

function Actions({ draw }: { draw: DrawView }) {
  const { t } = useTranslation('draws');
  const [entropy, setEntropy] = useState('');
  const [leaving, setLeaving] = useState<string | null>(null);
  const path = { id: draw.id };
  const sitting = [...draw.panel, ...draw.reserves].filter((one) => one.sits);
  return (
    <ActionBar
      resource={draw}
      machine="draw"
      actions={{
        draw: {
          primary: true,
          confirm: t('drawText'),
          ready: entropy.trim() !== '',
          fields: (
            <FieldRow id={`entropy-${draw.id}`} label={t('entropy')} hint={t('entropyHint')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={500}
                  value={entropy}
                  onChange={(event) => setEntropy(event.target.value)}
                />
              )}
            </FieldRow>
          ),
          run: ({ headers }) => drawPanel({ path, headers, body: { entropy: entropy.trim() } }),
        },
        confirm: {
          primary: true,
          confirm: (
            <>
              <p>{t('confirmText')}</p>
              <p className="app-mono">{draw.file_sha256}</p>
            </>
          ),
          run: ({ headers }) => confirmDraw({ path, headers, body: { file_sha256: draw.file_sha256 ?? '' } }),
        },
        replace: {
          reason: 'required',
          ready: leaving !== null,
          fields: (
            <FieldRow id={`leaving-${draw.id}`} label={t('leaving')}>
              {(control) => (
                <PlainSelect
                  id={control.id}
                  placeholder={t('choose')}
                  options={sitting.map((one) => ({ value: one.user.id, label: one.user.name }))}
                  value={leaving}
                  onChange={setLeaving}
                />
              )}
            </FieldRow>
          ),
          run: ({ headers, reason }) =>
            replacePanelMember({ path, headers, body: { reviewer_id: leaving ?? '', reason } }),
        },
        void: {
          danger: true,
          reason: 'required',
          confirm: t('voidText'),
          run: ({ headers, reason }) => voidDraw({ path, headers, body: { reason } }),
        },
      }}
    />
  );
}
