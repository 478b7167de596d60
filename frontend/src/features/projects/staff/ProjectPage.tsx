import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { type Done, DoneNotice } from '@/components/app/DoneNotice';
import { Figures } from '@/components/app/Figures';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { PrintButton, PrintFooter } from '@/components/base/PrintButton';
import { Progress } from '@/components/base/Progress';
import { StatusTag, Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { blockerLabel, enumLabel, eventLabel } from '@/lib/labels';
import { shareBp } from '@/lib/money';
import { formatBp } from '@/lib/scheme';
import { ReductionsCard } from '../Reductions';
import { ReservationNote } from '../ReservationNote';
import { markTrancheDue, type ProjectView, projectOptions, type TrancheView, terminateProject } from './api';
import { useExtension } from './useExtension';

/** `agreement` draws the agreement of the project; it belongs to another part of the product. */
export function ProjectPage({ id, agreement }: { id: string; agreement: (project: ProjectView) => ReactNode }) {
  const { t } = useTranslation('projects');
  const { data: project } = useSuspenseQuery(projectOptions(id));
  const { totals } = project;
  const extension = useExtension(project);
  return (
    <>
      <PageHeader
        title={project.title}
        crumbs={[{ label: t('staff.title'), to: '/app/staff/projects' }]}
        tags={
          <>
            <StatusTag machine="project" state={project.state} />
            {project.demonstration ? <Tag tone="neutral" text={t('common:demo.label')} /> : null}
          </>
        }
        meta={`${project.number} · ${project.organisation.name}`}
        extra={<PrintButton />}
      />
      {project.reservation ? <ReservationNote reservation={project.reservation} /> : null}
      <Figures
        label={t('staff.money')}
        items={[
          { key: 'approved', label: t('staff.approved'), value: <Money value={totals.approved} /> },
          { key: 'contracted', label: t('staff.contracted'), value: <Money value={totals.contracted} /> },
          { key: 'due', label: t('staff.dueTotal'), value: <Money value={totals.due} /> },
          {
            key: 'paid',
            label: t('staff.paid'),
            value: <Money value={totals.paid} />,
            hint: (
              <Progress
                share={shareBp(totals.paid, totals.approved)}
                label={t('staff.paidShare', { share: formatBp(shareBp(totals.paid, totals.approved)) })}
              />
            ),
          },
        ]}
      />
      <ActionBar
        resource={project}
        machine="project"
        actions={{
          ...extension,
          terminate: {
            danger: true,
            reason: 'required',
            confirm: t('staff.terminateText'),
            run: ({ headers, reason }) => terminateProject({ path: { id: project.id }, headers, body: { reason } }),
          },
        }}
      />
      <div className="app-columns">
        <div>
          {agreement(project)}
          <ReductionsCard reductions={project.reductions} />
          {project.tranches.map((tranche) => (
            <Tranche key={tranche.id} tranche={tranche} />
          ))}
        </div>
        <Card title={t('staff.facts')}>
          <Descriptions
            columns={1}
            items={[
              { label: t('staff.number'), value: project.number },
              {
                label: t('staff.organisation'),
                value: (
                  <Link to="/app/staff/organisations/$id" params={{ id: project.organisation.id }} className="yc-link">
                    {project.organisation.name}
                  </Link>
                ),
              },
              {
                label: t('staff.call'),
                value: (
                  <Link to="/app/staff/calls/$id" params={{ id: project.call.id }} className="yc-link">
                    {project.call.title}
                  </Link>
                ),
              },
              {
                label: t('staff.proposal'),
                value: (
                  <Link to="/app/staff/proposals/$id" params={{ id: project.proposal_id }} className="yc-link">
                    {t('staff.openProposal')}
                  </Link>
                ),
              },
              {
                label: t('staff.period'),
                value: project.starts_on ? (
                  <>
                    <DateTime value={project.starts_on} format="date" /> —{' '}
                    <DateTime value={project.ends_on} format="date" />
                  </>
                ) : null,
              },
              { label: t('staff.approved'), value: <Money value={totals.approved} upper /> },
            ]}
          />
        </Card>
      </div>
      <PrintFooter reference={project.number} />
    </>
  );
}

/** One instalment: its condition, what is missing, the attempts to pay it, and what can be done. */
function Tranche({ tranche }: { tranche: TrancheView }) {
  const { t } = useTranslation('projects');
  const [evidence, setEvidence] = useState('');
  const [done, setDone] = useState<Done | null>(null);
  return (
    <Card
      title={t('staff.tranche', { seq: tranche.seq })}
      extra={
        <>
          {tranche.overdue ? <Tag tone="danger" icon="warning" text={t('staff.overdue')} /> : null}{' '}
          <StatusTag machine="tranche" state={tranche.state} />
        </>
      }
    >
      <DoneNotice done={done} />
      <Descriptions
        items={[
          { label: t('staff.trancheNumber'), value: tranche.number },
          {
            label: t('staff.amount'),
            value: (
              <>
                <Money value={tranche.amount} strong /> <span className="yc-muted">{formatBp(tranche.share_bp)}</span>
              </>
            ),
          },
          { label: t('staff.gate'), value: enumLabel('gate', tranche.gate) },
          { label: t('staff.dueOn'), value: tranche.due_on ? <DateTime value={tranche.due_on} format="date" /> : null },
          { label: t('staff.evidence'), value: tranche.evidence, wide: true },
          ...(tranche.request_note ? [{ label: t('staff.requestNote'), value: tranche.request_note }] : []),
          ...(tranche.invoice_number ? [{ label: t('staff.invoice'), value: tranche.invoice_number }] : []),
          ...(tranche.return_reason
            ? [{ label: t('staff.returnReason'), value: tranche.return_reason, wide: true }]
            : []),
          ...(tranche.payments.length > 0
            ? [
                {
                  label: t('staff.payments'),
                  wide: true,
                  value: (
                    <ul className="app-plainlist">
                      {tranche.payments.map((payment) => (
                        <li key={payment.id}>
                          {payment.number} <StatusTag machine="payment" state={payment.state} />{' '}
                          {payment.paid_on ? <DateTime value={payment.paid_on} format="date" /> : null}
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
        ]}
      />
      {tranche.readiness.length > 0 ? (
        <ul className="app-notes app-notes--after">
          {tranche.readiness.map((fault) => (
            <li key={fault.code + fault.pointer} className="app-note app-note--info">
              <Icon name="info" />
              {blockerLabel(fault)}
            </li>
          ))}
        </ul>
      ) : null}
      <ActionBar
        resource={tranche}
        machine="tranche"
        onDone={(event, answer) => {
          setEvidence('');
          const after = (answer as { data?: TrancheView } | undefined)?.data;
          setDone({ title: eventLabel(event, 'tranche'), reference: tranche.number, at: after?.updated_at });
        }}
        actions={{
          mark_due: {
            primary: true,
            ready: evidence.trim().length >= 2,
            confirm: t('staff.markDueText', { gate: enumLabel('gate', tranche.gate) }),
            fields: (
              <div className="app-field">
                <label htmlFor={`evidence-${tranche.id}`}>{t('staff.evidence')}</label>
                <p id={`evidence-${tranche.id}-hint`} className="yc-muted">
                  {t('staff.evidenceHint')}
                </p>
                <Input.TextArea
                  id={`evidence-${tranche.id}`}
                  aria-describedby={`evidence-${tranche.id}-hint`}
                  aria-required
                  rows={3}
                  maxLength={1000}
                  value={evidence}
                  onChange={(event) => setEvidence(event.target.value)}
                />
              </div>
            ),
            run: ({ headers }) =>
              markTrancheDue({ path: { id: tranche.id }, headers, body: { evidence: evidence.trim() } }),
          },
        }}
      />
    </Card>
  );
}
