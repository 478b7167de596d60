import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { exportProposals } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import { FooterBar } from '@/components/app/FooterBar';
import { PageHeader } from '@/components/app/PageHeader';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { stateLabel } from '@/lib/labels';
import { useSession } from '@/lib/session';
import { proposalsOptions } from './api';
import { PROPOSAL_STATES, type ProposalFilter } from './filter';
import { ProposalsTable } from './ProposalsTable';
import { type BulkDecision, ScreenDialog } from './ScreenDialog';

export function ProposalsPage({ filter }: { filter: ProposalFilter }) {
  const { t } = useTranslation('proposals');
  return (
    <>
      <PageHeader title={t('staff.title')} extra={<ExportButton run={exportProposals} filter={filter} />} />
      <ProposalFilters filter={filter} />
      <Card flush>
        <ProposalsTable filter={filter} caption={t('staff.title')} withCall />
      </Card>
    </>
  );
}

/** The proposals of one call: a part of its pages. */
export function CallProposals({ filter }: { filter: ProposalFilter }) {
  return (
    <>
      <ProposalFilters filter={filter} />
      <ScreenSelection filter={filter} />
    </>
  );
}

/** What waits for the eligibility check. */
export function ProposalsWaiting() {
  const { t } = useTranslation('proposals');
  return (
    <Card title={t('staff.waiting')} flush>
      <ProposalsTable
        filter={{ state: 'submitted' }}
        caption={t('staff.waiting')}
        withCall
        open
        empty={{ title: t('staff.noneWaiting') }}
      />
    </Card>
  );
}

function ProposalFilters({ filter }: { filter: ProposalFilter }) {
  const { t } = useTranslation('proposals');
  return (
    <FilterBar>
      <FilterChips
        name="state"
        label={t('staff.state')}
        value={filter.state}
        options={[
          { value: undefined, label: t('common:all') },
          ...PROPOSAL_STATES.map((state) => ({ value: state, label: stateLabel('proposal', state) })),
        ]}
      />
      <SearchBox label={t('staff.search')} placeholder={t('staff.search')} value={filter.q} />
    </FilterBar>
  );
}

/** The list with a selection of those that wait for the check, for one decision about many. */
function ScreenSelection({ filter }: { filter: ProposalFilter }) {
  const { t } = useTranslation('proposals');
  const officer = useSession().user.grants.some((grant) => grant.role === 'programme_officer');
  const { rows } = tableOf(useInfiniteQuery(proposalsOptions(filter)));
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [decision, setDecision] = useState<BulkDecision | null>(null);
  const chosen = rows.filter((row) => selected.has(row.id) && !row.sealed && row.state === 'submitted');
  return (
    <>
      <Card title={t('staff.ofCall')} flush>
        <ProposalsTable
          filter={filter}
          caption={t('staff.ofCall')}
          {...(officer && rows.some((row) => !row.sealed && row.state === 'submitted')
            ? {
                selection: {
                  selected,
                  onChange: setSelected,
                  disabledReason: (row) => (row.sealed || row.state !== 'submitted' ? t('bulk.notWaiting') : undefined),
                },
              }
            : {})}
        />
      </Card>
      {chosen.length > 0 ? (
        <FooterBar status={t('bulk.selected', { count: chosen.length })}>
          <Button onClick={() => setDecision('correction')}>{t('bulk.correction')}</Button>
          <Button danger onClick={() => setDecision('ineligible')}>
            {t('bulk.ineligible')}
          </Button>
          <Button type="primary" onClick={() => setDecision('eligible')}>
            {t('bulk.eligible')}
          </Button>
        </FooterBar>
      ) : null}
      {decision ? (
        <ScreenDialog
          decision={decision}
          rows={chosen}
          onClose={() => {
            setDecision(null);
            setSelected(new Set());
          }}
        />
      ) : null}
    </>
  );
}
