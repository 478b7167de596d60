import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { actionHeaders, type Fault } from '@/api/client';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { ProposalDocument } from '@/components/app/ProposalDocument';
import { titledFiles } from '@/components/app/ProposalFiles';
import { Steps } from '@/components/app/Steps';
import { Countdown } from '@/components/base/Countdown';
import { Descriptions } from '@/components/base/Descriptions';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { ErrorState, LoadingState } from '@/components/base/States';
import { StatusTag } from '@/components/base/StatusTag';
import { columnsOf, type FormDocument, formText } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { blockerLabel, faultText } from '@/lib/labels';
import { schemeOf } from '@/lib/scheme';
import { useSubmit } from '@/lib/submit';
import { ownForm, partLabel } from '../lib/parts';
import {
  answersOptions,
  attachmentsOptions,
  type ProposalAnswersView,
  type ProposalView,
  proposalCheckOptions,
  proposalOptions,
  schemeCallOptions,
  submitProposal,
} from './api';
import { deadlineOf } from './deadline';
import { sectionOf } from './draft';
import { SUBMIT_STEPS, type SubmitStep } from './filter';
import { placesOf, placeTitle } from './places';

/** Check, preview, declare and submit: three steps to the receipt. */
export function SubmitPage({ id, step }: { id: string; step: SubmitStep }) {
  const { t } = useTranslation('proposals');
  const { data: proposal } = useSuspenseQuery(proposalOptions(id));
  const { data: answers } = useSuspenseQuery(answersOptions(id));
  const check = useQuery(proposalCheckOptions(id));
  const faults = check.data?.faults ?? [];
  // Nobody gets past the check by address.
  const at: SubmitStep = check.data && faults.length === 0 ? step : 'check';
  return (
    <>
      <PageHeader
        title={t('submit.title')}
        crumbs={[
          { label: t('list.title'), to: '/app/org/proposals' },
          { label: proposal.title || t('document.untitled'), to: '/app/org/proposals/$id', params: { id } },
        ]}
        tags={<StatusTag machine="proposal" state={proposal.state} />}
        meta={`${proposal.number} · ${proposal.call.title}`}
        extra={<Countdown to={deadlineOf(proposal)} />}
      />
      <Steps
        label={t('submit.title')}
        current={SUBMIT_STEPS.indexOf(at)}
        steps={SUBMIT_STEPS.map((key) => ({ key, title: t(`submit.step.${key}`) }))}
      />
      {check.isPending ? (
        <LoadingState text={t('submit.checking')} />
      ) : check.isError ? (
        <ErrorState error={check.error} onRetry={() => void check.refetch()} />
      ) : at === 'check' ? (
        <CheckStep proposal={proposal} answers={answers} faults={faults} onAgain={() => void check.refetch()} />
      ) : at === 'preview' ? (
        <PreviewStep proposal={proposal} answers={answers} />
      ) : (
        <DeclareStep proposal={proposal} />
      )}
    </>
  );
}

function CheckStep({
  proposal,
  answers,
  faults,
  onAgain,
}: {
  proposal: ProposalView;
  answers: ProposalAnswersView;
  faults: Fault[];
  onAgain: () => void;
}) {
  const { t } = useTranslation('proposals');
  const form = ownForm(answers);
  const groups = [
    ...placesOf(form).map((place) => ({
      key: place as string,
      title: placeTitle(place, form, t),
      faults: faults.filter((fault) => sectionOf(fault.pointer) === place),
    })),
    { key: 'needs', title: t('needs.title'), faults: faults.filter(isNeeds) },
    {
      key: 'eligibility',
      title: t('submit.eligibility'),
      faults: faults.filter(
        (fault) => sectionOf(fault.pointer) === undefined && !isSignature(fault) && !isNeeds(fault),
      ),
    },
  ];
  if (proposal.signature && proposal.signature.required !== 'none') {
    const missing = faults.filter(isSignature);
    groups.push({ key: 'signature', title: t('sign.state'), faults: missing });
  }
  return (
    <Card title={t('submit.step.check')}>
      <p role="status" className={faults.length > 0 ? 'yc-note yc-note--warning' : 'yc-note'}>
        <Icon name={faults.length > 0 ? 'warning' : 'checkCircle'} />
        {faults.length > 0 ? t('submit.faults', { count: faults.length }) : t('submit.clean')}
      </p>
      <ul className="app-check">
        {groups.map((group) => (
          <li key={group.key} className="app-check__group">
            <p className="app-check__title">
              <Icon name={group.faults.length > 0 ? 'crossCircle' : 'checkCircle'} />
              {group.title}
              <span className="yc-muted">
                {group.faults.length > 0 ? t('submit.open', { count: group.faults.length }) : t('submit.passed')}
              </span>
            </p>
            {group.faults.length > 0 ? (
              <ul>
                {group.faults.map((fault) => (
                  <li key={`${fault.pointer}|${fault.code}|${fault.detail}`}>
                    <FaultLine proposal={proposal} form={form} fault={fault} />
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="app-formactions">
        <Link to="/app/org/proposals/$id" params={{ id: proposal.id }} search={{}} className="yc-btn">
          {t('submit.back')}
        </Link>
        {faults.length > 0 ? (
          <Button onClick={onAgain}>{t('submit.again')}</Button>
        ) : (
          <Link
            to="/app/org/proposals/$id/submit"
            params={{ id: proposal.id }}
            search={{ step: 'preview' }}
            className="yc-btn yc-btn--primary"
          >
            {t('submit.toPreview')}
          </Link>
        )}
      </div>
    </Card>
  );
}

function isSignature(fault: Fault): boolean {
  return fault.pointer.startsWith('/signature');
}

function isNeeds(fault: Fault): boolean {
  return fault.pointer === '/needs' || fault.pointer.startsWith('/needs/');
}

function FaultLine({ proposal, form, fault }: { proposal: ProposalView; form: FormDocument | null; fault: Fault }) {
  const { t } = useTranslation('proposals');
  const section = sectionOf(fault.pointer);
  const row = /\/(\d+)(\/|$)/.exec(fault.pointer)?.[1];
  const place = fault.pointer.startsWith('/answers/') ? questionOf(form, fault.pointer) : fieldName(fault.pointer, t);
  const nth = row === undefined ? '' : t('rows.nth', { n: Number(row) + 1 });
  const text = `${place}${nth}${place || nth ? t('common:colon') : ''}${faultText(fault)}`;
  if (isSignature(fault)) {
    return (
      <Link to="/app/org/proposals/$id/sign" params={{ id: proposal.id }} className="yc-link">
        {faultText({ pointer: '', code: fault.code, detail: fault.detail })}
      </Link>
    );
  }
  if (isNeeds(fault)) {
    return (
      <Link to="/app/org/proposals/$id/needs" params={{ id: proposal.id }} className="yc-link">
        {fault.code === 'missing' ? t('needs.missing') : `${fault.actual ?? ''} ${faultText(fault)}`}
      </Link>
    );
  }
  if (!section) return <span>{text}</span>;
  return (
    <Link
      to="/app/org/proposals/$id"
      params={{ id: proposal.id }}
      search={{ section, focus: fault.pointer }}
      className="yc-link"
    >
      {text}
    </Link>
  );
}

/** The question of the form that a pointer leads to, with the column of a table. */
function questionOf(form: FormDocument | null, pointer: string): string {
  const [, , section, code, row, column] = pointer.split('/');
  const field = form?.sections.find((one) => one.code === section)?.fields.find((one) => one.code === code);
  if (!field) return '';
  const cell = row === undefined ? undefined : columnsOf(field.input)?.find((one) => one.code === column);
  return [field.label, cell?.label]
    .filter((text) => text !== undefined)
    .map(formText)
    .join(' · ');
}

/** The field of a pointer in words, as far as it is one with a label. */
function fieldName(pointer: string, t: ReturnType<typeof useTranslation<'proposals'>>['t']): string {
  if (/^\/(plan|team|risks)(\/|$)/.test(pointer)) return partLabel(pointer.replace(/\/\d+.*$/, ''), t);
  const path = pointer.replace(/^\/(grant|matching)(?=\/|$)/, '/budget/$1');
  const [, head = '', second = ''] = path.split('/');
  const last = path.split('/').pop() ?? '';
  if (head === 'title') return t('field.title');
  if (head === 'category') return t('document.category');
  if (head === 'track') return t('document.track');
  if (head === 'requested') return t('document.requested');
  if (head === 'indicators') return t('document.indicators');
  if (head === 'beneficiaries') return t('document.beneficiaries');
  if (head === 'budget') {
    const table = second === 'matching' ? t('document.matchingTable') : t('document.grantTable');
    const column = (['subject', 'content', 'unit_price', 'quantity', 'source', 'number'] as const).find(
      (name) => name === last,
    );
    return column ? `${table} · ${t(`budget.column.${column}`)}` : table;
  }
  const text = (['summary', 'need', 'goals', 'activities', 'team', 'risks'] as const).find((name) => name === second);
  return head === 'content' && text ? t(`document.${text}`) : '';
}

function PreviewStep({ proposal, answers }: { proposal: ProposalView; answers: ProposalAnswersView }) {
  const { t } = useTranslation('proposals');
  const { data: call } = useQuery(schemeCallOptions(proposal.call.id));
  const { data: files } = useQuery(attachmentsOptions(proposal.id));
  return (
    <Card title={t('submit.step.preview')}>
      <p className="yc-note">
        <Icon name="eye" /> {t('submit.previewHint')}
      </p>
      <ProposalDocument
        proposal={proposal}
        scheme={call ? schemeOf(call) : undefined}
        answers={answers}
        files={
          files &&
          titledFiles(
            files.items.filter((one) => !one.unused),
            files.required,
          )
        }
      />
      <div className="app-formactions">
        <Link to="/app/org/proposals/$id" params={{ id: proposal.id }} search={{}} className="yc-btn">
          {t('submit.back')}
        </Link>
        <Link
          to="/app/org/proposals/$id/submit"
          params={{ id: proposal.id }}
          search={{ step: 'declare' }}
          className="yc-btn yc-btn--primary"
        >
          {t('submit.toDeclare')}
        </Link>
      </div>
    </Card>
  );
}

function DeclareStep({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation('proposals');
  const [declared, setDeclared] = useState(false);
  const { running, error, run } = useSubmit();
  const navigate = useNavigate();
  const client = useQueryClient();
  const action = proposal.available_actions.find((entry) => entry.event === 'submit');
  const blockers = action?.blockers ?? [];
  const possible = action !== undefined && blockers.length === 0;
  const submit = () =>
    void run(async (key) => {
      const saved = await submitProposal(proposal.id, actionHeaders(proposal, key));
      client.setQueryData(proposalOptions(proposal.id).queryKey, saved);
      await navigate({ to: '/app/org/proposals/$id/receipt', params: { id: proposal.id }, replace: true });
      void client.invalidateQueries();
    });
  return (
    <Card title={t('submit.step.declare')}>
      <ErrorSummary error={error} />
      <Descriptions
        items={[
          { label: t('document.call'), value: proposal.call.title, wide: true },
          { label: t('document.organisation'), value: proposal.organisation.name },
          { label: t('document.number'), value: proposal.number },
          { label: t('document.requested'), value: <Money value={proposal.requested} strong upper /> },
          { label: t('document.matching'), value: <Money value={proposal.matching} upper /> },
        ]}
      />
      <p className="app-declaration">{t('submit.declaration', { organisation: proposal.organisation.name })}</p>
      <Checkbox checked={declared} onChange={(event) => setDeclared(event.target.checked)}>
        {t('submit.declare')}
      </Checkbox>
      {possible ? null : (
        <p className="yc-note yc-note--warning">
          <Icon name="lock" />
          {action ? blockers.map(blockerLabel).join(t('common:comma')) : t('submit.notAllowed')}
        </p>
      )}
      <div className="app-formactions">
        <Link
          to="/app/org/proposals/$id/submit"
          params={{ id: proposal.id }}
          search={{ step: 'preview' }}
          className="yc-btn"
        >
          {t('common:previous')}
        </Link>
        <Button type="primary" loading={running} disabled={!declared || !possible} onClick={submit}>
          {t('submit.submit')}
        </Button>
      </div>
      {declared || !possible ? null : <p className="yc-muted">{t('submit.declareFirst')}</p>}
    </Card>
  );
}
