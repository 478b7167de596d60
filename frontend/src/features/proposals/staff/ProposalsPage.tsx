import { exportProposals } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { useTranslation } from '@/lib/i18n';
import { stateLabel } from '@/lib/labels';
import { PROPOSAL_STATES, type ProposalFilter } from './filter';
import { ProposalsTable } from './ProposalsTable';

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
  const { t } = useTranslation('proposals');
  return (
    <>
      <ProposalFilters filter={filter} />
      <Card title={t('staff.ofCall')} flush>
        <ProposalsTable filter={filter} caption={t('staff.ofCall')} />
      </Card>
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
