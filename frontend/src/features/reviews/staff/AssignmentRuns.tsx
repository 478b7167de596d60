import { ActionBar } from '@/components/app/ActionBar';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { DateTime } from '@/components/base/DateTime';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { type AssignmentRunView, exportAssignmentRuns, undoAssignmentRun } from './api';

type Pages = Parameters<typeof tableOf<AssignmentRunView>>[0];

/** The assignments that were carried out, newest first; the last one can be undone before anybody has begun. */
export function AssignmentRuns({ callId, query }: { callId: string; query: Pages }) {
  const { t } = useTranslation('reviews');
  const mode = (run: AssignmentRunView) =>
    run.settings.mode === 'all_by_all'
      ? t('assign.all_by_all')
      : t('assign.runMode', { count: run.settings.per_proposal ?? 0 });
  return (
    <Card
      title={t('assign.runs')}
      flush
      extra={<ExportButton run={(options) => exportAssignmentRuns({ ...options, path: { id: callId } })} filter={{}} />}
    >
      <DataTable
        caption={t('assign.runs')}
        {...tableOf(query)}
        rowKey={(run) => run.id}
        empty={{ title: t('assign.noRuns'), text: t('assign.noRunsText') }}
        detail={(run) => (
          <ActionBar
            resource={run}
            machine="assignment_run"
            actions={{
              undo: {
                danger: true,
                confirm: t('assign.undoText', { count: run.assignments }),
                run: ({ headers }) => undoAssignmentRun({ path: { id: callId }, headers, body: { run_id: run.id } }),
              },
            }}
          />
        )}
        columns={[
          {
            key: 'seq',
            title: t('assign.runTitle'),
            primary: true,
            nowrap: true,
            render: (run) => t('assign.run', { seq: run.seq }),
          },
          { key: 'mode', title: t('assign.mode'), render: mode },
          { key: 'planned', title: t('assign.planned'), align: 'right', render: (run) => run.planned },
          { key: 'started', title: t('assign.started'), align: 'right', render: (run) => run.started },
          {
            key: 'least',
            title: t('assign.least'),
            align: 'right',
            render: (run) => `${run.least_score}‰`,
          },
          {
            key: 'by',
            title: t('assign.by'),
            render: (run) => (
              <>
                {run.created_by.name}
                <span className="app-table__reason">
                  <DateTime value={run.created_at} />
                </span>
              </>
            ),
          },
          {
            key: 'state',
            title: t('desk.state'),
            nowrap: true,
            render: (run) => (
              <>
                <StatusTag machine="assignment_run" state={run.state} />
                {run.undone_by ? <span className="app-table__reason">{run.undone_by.name}</span> : null}
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}
