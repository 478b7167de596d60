import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DataTable, type DataTableProps } from '@/components/app/DataTable';
import { DateTime } from '@/components/base/DateTime';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { type ProposalSummary, proposalsOptions } from './api';
import type { ProposalFilter } from './filter';

/** Proposals as an officer sees them. `withCall` adds the column of the call. */
export function ProposalsTable({
  filter,
  caption,
  withCall = false,
  open = false,
  empty,
  selection,
}: {
  filter: ProposalFilter;
  caption: string;
  withCall?: boolean;
  /** Only those whose content staff may read by now. */
  open?: boolean;
  empty?: { title: string };
  selection?: DataTableProps<ProposalSummary>['selection'];
}) {
  const { t } = useTranslation('proposals');
  const query = useInfiniteQuery(proposalsOptions(filter));
  const table = tableOf(query);
  return (
    <DataTable
      caption={caption}
      {...table}
      rows={open ? table.rows.filter((row) => !row.sealed) : table.rows}
      rowKey={(row) => row.id}
      {...(empty ? { empty } : {})}
      {...(selection ? { selection } : {})}
      rowName={(row) => row.number}
      columns={[
        {
          key: 'title',
          title: t('staff.proposalTitle'),
          primary: true,
          render: (row) => (
            <Link to="/app/staff/proposals/$id" params={{ id: row.id }} className="yc-link">
              {row.sealed ? t('staff.sealedTitle') : row.title || t('staff.untitled')}
            </Link>
          ),
        },
        { key: 'number', title: t('staff.number'), nowrap: true, render: (row) => row.number },
        { key: 'organisation', title: t('staff.organisation'), render: (row) => row.organisation.name },
        ...(withCall
          ? [{ key: 'call', title: t('staff.call'), render: (row: ProposalSummary) => row.call.title }]
          : []),
        {
          key: 'requested',
          title: t('staff.requested'),
          align: 'right' as const,
          render: (row) => <Money value={row.requested} />,
        },
        {
          key: 'submitted',
          title: t('staff.submittedAt'),
          nowrap: true,
          render: (row) => <DateTime value={row.submitted_at} />,
        },
        { key: 'state', title: t('staff.state'), render: (row) => <StatusTag machine="proposal" state={row.state} /> },
      ]}
    />
  );
}
