import { Button } from 'antd';
import { useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { DataTable } from '@/components/app/DataTable';
import { DateTime } from '@/components/base/DateTime';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { Tag } from '@/components/base/StatusTag';
import { textOf, useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { partLabel } from '../lib/parts';
import { judgeScreeningRule, type ScreeningRuleView, type ScreeningView } from './api';

type Verdict = 'pass' | 'fail';

/** The check rule by rule: what is asked, what was found, whether it holds, and what the officer makes of it. */
export function RuleTable({
  screening,
  version,
  rules,
  caption,
}: {
  screening: ScreeningView;
  version: number;
  rules: ScreeningRuleView[];
  caption: string;
}) {
  const { t } = useTranslation('proposals');
  const [asked, setAsked] = useState<{ rule: ScreeningRuleView; verdict: Verdict } | null>(null);
  const judging = screening.judging && rules === screening.rules;
  return (
    <>
      <DataTable
        caption={caption}
        rows={rules}
        rowKey={(row) => row.rule}
        rowTone={(row) => (standing(row) === 'fail' ? 'danger' : standing(row) === 'unknown' ? 'warning' : undefined)}
        columns={[
          { key: 'rule', title: t('staff.rule'), primary: true, render: (row) => ruleTitle(row) },
          {
            key: 'limit',
            title: t('staff.limit'),
            render: (row) => <FigureText rule={row.rule} side="limit" value={row.limit} />,
          },
          {
            key: 'actual',
            title: t('staff.actual'),
            render: (row) => (
              <>
                <FigureText rule={row.rule} side="actual" value={row.actual} />
                <Evidence found={row.evidence} />
              </>
            ),
          },
          { key: 'result', title: t('staff.result'), nowrap: true, render: (row) => <ResultTag result={row.result} /> },
          {
            key: 'verdict',
            title: t('staff.verdict'),
            render: (row) => (
              <div className="app-verdict">
                {row.verdict ? (
                  <div>
                    <ResultTag result={row.verdict} overridden={row.verdict !== row.result} />
                    <span className="yc-muted app-verdict__by">
                      {row.judged_by?.name} <DateTime value={row.judged_at} />
                    </span>
                    {row.reason ? <p>{row.reason}</p> : null}
                  </div>
                ) : judging ? null : (
                  <span className="yc-muted">—</span>
                )}
                {judging ? <VerdictButtons row={row} onAsk={(verdict) => setAsked({ rule: row, verdict })} /> : null}
              </div>
            ),
          },
        ]}
      />
      {asked ? (
        <ActionDialog
          title={t(asked.verdict === 'pass' ? 'staff.judgePass' : 'staff.judgeFail')}
          resource={{ version }}
          config={{
            confirm: (
              <p>
                <strong>{ruleTitle(asked.rule)}</strong>
                {t('common:colon')}
                {t(isOverride(asked.rule, asked.verdict) ? 'staff.overrideText' : 'staff.confirmText')}
              </p>
            ),
            reason: isOverride(asked.rule, asked.verdict) ? 'required' : 'optional',
            run: ({ headers, reason }) =>
              judgeScreeningRule({
                path: { id: screening.proposal_id },
                headers,
                body: { rule: asked.rule.rule, verdict: asked.verdict, ...(reason ? { reason } : {}) },
              }),
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

/** What counts of a rule now: the officer's word, else the machine's. */
function standing(row: ScreeningRuleView): string {
  return row.verdict ?? row.result;
}

function isOverride(row: ScreeningRuleView, verdict: Verdict): boolean {
  return row.result === 'unknown' ? verdict === 'fail' : row.result !== verdict;
}

function ruleTitle(row: ScreeningRuleView): string {
  return textOf(`proposals:staff.rules.${row.rule}`) ?? row.title;
}

function VerdictButtons({ row, onAsk }: { row: ScreeningRuleView; onAsk: (verdict: Verdict) => void }) {
  const { t } = useTranslation('proposals');
  const name = ruleTitle(row);
  const agreed: Verdict = row.result === 'fail' ? 'fail' : 'pass';
  const other: Verdict = agreed === 'pass' ? 'fail' : 'pass';
  return (
    <span className="app-verdict__buttons yc-no-print">
      {row.verdict === agreed ? null : (
        <Button
          size="small"
          onClick={() => onAsk(agreed)}
          aria-label={`${t('staff.confirm')}${t('common:colon')}${name}`}
        >
          {t('staff.confirm')}
        </Button>
      )}
      {row.verdict === other ? null : (
        <Button
          size="small"
          onClick={() => onAsk(other)}
          aria-label={`${t('staff.override')}${t('common:colon')}${name}`}
        >
          {t('staff.override')}
        </Button>
      )}
    </span>
  );
}

function ResultTag({ result, overridden = false }: { result: string; overridden?: boolean }) {
  const { t } = useTranslation('proposals');
  const suffix = overridden ? t('staff.overridden') : '';
  if (result === 'fail') return <Tag tone="danger" icon="crossCircle" text={t('staff.fails') + suffix} />;
  if (result === 'pass') return <Tag tone="success" icon="checkCircle" text={t('staff.holds') + suffix} />;
  return <Tag tone="waiting" icon="warning" text={t('staff.unknown')} />;
}

const MONEY = new Set(['cap', 'cap_share', 'matching', 'matching_proof']);

/** A limit or a figure as people read it: money, years, days, named values. */
function FigureText({
  rule,
  side,
  value,
}: {
  rule: string;
  side: 'limit' | 'actual';
  value: string | null | undefined;
}) {
  const { t } = useTranslation('proposals');
  if (value == null) return side === 'limit' ? <span className="yc-muted">—</span> : null;
  if (MONEY.has(rule)) {
    const bound =
      side === 'limit' ? t(rule === 'matching' || rule === 'matching_proof' ? 'staff.atLeast' : 'staff.atMost') : '';
    return (
      <>
        {bound}
        <Money value={value} />
      </>
    );
  }
  switch (rule) {
    case 'age':
      return side === 'limit' ? (
        t('staff.figure.years', { count: Number(value) })
      ) : (
        <DateTime value={value} format="date" />
      );
    case 'inspections':
      return t('staff.figure.times', { count: Number(value) });
    case 'proposals':
      return t(side === 'limit' ? 'staff.figure.copies' : 'staff.figure.nth', { count: Number(value) });
    case 'awards':
      return t('staff.figure.awards', { count: Number(value) });
    case 'verified':
      return textOf(`enum:state.organisation.${value}`) ?? value;
    case 'kind':
      return textOf(side === 'limit' ? `enum:filed_groups.${value}` : `enum:kind.${value}`) ?? value;
    case 'previous':
      return side === 'limit'
        ? (textOf(`enum:previous_grantee.${value}`) ?? value)
        : t('staff.figure.unsettled', { count: Number(value) });
    case 'listed':
      return t('staff.figure.entries', { count: Number(value) });
    case 'sign_off':
      return textOf(`enum:sign_off.${value}`) ?? value;
    default:
      return value;
  }
}

/** A mark for the head of the card: how many rules fail, and how many wait for a person. */
export function RuleSummary({ rules }: { rules: ScreeningRuleView[] }) {
  const { t } = useTranslation('proposals');
  const failing = rules.filter((row) => standing(row) === 'fail').length;
  const open = rules.filter((row) => standing(row) === 'unknown').length;
  if (failing + open === 0) return <Tag tone="success" icon="checkCircle" text={t('staff.allHold')} />;
  return (
    <span className="app-tags">
      {failing > 0 ? <Tag tone="danger" icon="warning" text={t('staff.failing', { count: failing })} /> : null}
      {open > 0 ? <Tag tone="waiting" icon="warning" text={t('staff.open', { count: open })} /> : null}
      {failing === 0 ? null : <Icon name="warning" />}
    </span>
  );
}

/** How many pieces of evidence are shown before the rest is folded away. */
const SHOWN = 3;

/** What a rule found: the first pieces, and the rest when it is asked for. */
function Evidence({ found }: { found: ScreeningRuleView['evidence'] }) {
  const { t } = useTranslation('proposals');
  const list = (faults: ScreeningRuleView['evidence']) => (
    <ul className="app-evidence">
      {faults.map((fault) => (
        <li key={fault.pointer + fault.code + (fault.actual ?? '')}>
          {faultText(fault)}
          <span className="yc-muted">{` · ${partLabel(fault.pointer, t)}`}</span>
        </li>
      ))}
    </ul>
  );
  if (found.length === 0) return null;
  return (
    <>
      {list(found.slice(0, SHOWN))}
      {found.length > SHOWN ? (
        <details className="app-details">
          <summary>{t('staff.moreEvidence', { count: found.length - SHOWN })}</summary>
          {list(found.slice(SHOWN))}
        </details>
      ) : null}
    </>
  );
}
