import { Money } from '@/components/base/Money';
import { Progress } from '@/components/base/Progress';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { fenToWire, formatMoney } from '@/lib/money';
import { formatBp, localText, type SchemeView } from '@/lib/scheme';
import { BudgetTableEditor } from './BudgetTable';
import { budgetLimits, type Limit, shareOf, total } from './budget';
import type { RowFaults } from './draft';
import type { SectionProps } from './TextSections';

/** The two tables of the budget, their totals, and where they stand against the scheme. */
export function BudgetSection({
  draft,
  scheme,
  faults,
  onChange,
  found,
  filedGroup,
}: SectionProps & { found: RowFaults; filedGroup: boolean }) {
  const { t } = useTranslation('proposals');
  const { budget } = draft;
  const grant = total(budget.grant);
  const matching = total(budget.matching);
  const limits = scheme ? budgetLimits(scheme, budget, { track: draft.track, filedGroup }) : [];
  // What the limits below do not say already.
  const others = faults.filter(
    (fault) =>
      /^\/(requested|budget\/(grant|matching)|grant|matching)$/.test(fault.pointer) &&
      !['over_cap', 'over_cap_share', 'below_floor', 'matching_too_low', 'empty', 'not_positive'].includes(fault.code),
  );
  return (
    <>
      <p className="yc-muted">{t('budget.hint')}</p>
      {(['grant', 'matching'] as const).map((table) => (
        <BudgetTableEditor
          key={table}
          table={table}
          lines={budget[table]}
          scheme={scheme}
          found={found}
          onChange={(lines) => onChange((old) => ({ ...old, budget: { ...old.budget, [table]: lines } }))}
        />
      ))}
      <section className="app-limits" aria-label={t('budget.limits')}>
        <h3>{t('budget.limits')}</h3>
        <dl className="app-limits__totals">
          <div>
            <dt>{t('document.requested')}</dt>
            <dd id="field-requested" tabIndex={-1}>
              <Money value={fenToWire(grant)} strong upper />
            </dd>
          </div>
          <div>
            <dt>{t('document.matching')}</dt>
            <dd>
              <Money value={fenToWire(matching)} strong />
            </dd>
          </div>
          <div>
            <dt>{t('budget.whole')}</dt>
            <dd>
              <Money value={fenToWire(grant + matching)} strong />
            </dd>
          </div>
        </dl>
        <ul className="app-limits__list">
          {limits.map((limit) => (
            <li key={limit.kind + (limit.subject ?? '')}>
              <LimitRow limit={limit} scheme={scheme} requested={grant} />
            </li>
          ))}
        </ul>
        {others.map((fault) => (
          <p key={fault.pointer + fault.code} className="app-field__error">
            {faultText(fault)}
          </p>
        ))}
      </section>
    </>
  );
}

function LimitRow({ limit, scheme, requested }: { limit: Limit; scheme: SchemeView | undefined; requested: bigint }) {
  const { t } = useTranslation('proposals');
  const subject = scheme?.budget?.lines.find((line) => line.subject === limit.subject);
  const share = limit.bp ? formatBp(limit.bp) : '';
  const name = t(`budget.limit.${limit.kind}`, { share, subject: subject ? localText(subject.title) : '' });
  const figures = t(limit.bound === 'upper' ? 'budget.upTo' : 'budget.atLeast', {
    actual: formatMoney(fenToWire(limit.actual)),
    limit: formatMoney(fenToWire(limit.limit)),
  });
  const untouched = requested === 0n && limit.actual === 0n;
  const verdict = untouched ? null : limit.broken ? (
    <Tag
      tone={limit.trims ? 'waiting' : 'danger'}
      icon="warning"
      text={limit.trims ? t('budget.trims') : t(limit.bound === 'upper' ? 'budget.over' : 'budget.under')}
    />
  ) : (
    <Tag tone="success" icon="check" text={t('budget.kept')} />
  );
  return (
    <div className="app-limit">
      <span className="app-limit__name">{name}</span>
      <Progress
        share={shareOf(limit.actual, limit.limit)}
        label={figures}
        over={limit.broken && limit.bound === 'upper' && !untouched}
      />
      <span className="app-limit__verdict">{verdict}</span>
    </div>
  );
}
