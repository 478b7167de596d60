import { Card } from '@/components/app/Card';
import { DateTime } from '@/components/base/DateTime';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { formatBp, localText } from '@/lib/scheme';
import type { AssignmentView, ReviewView } from './api';
import { isAdvisory } from './score';

/** A review that is not written any more: scores, remarks, total. */
export function ReviewReading({ assignment, review }: { assignment: AssignmentView; review: ReviewView }) {
  const { t } = useTranslation('reviews');
  if (review.state === 'abstained') {
    return (
      <Card title={t('score.rubric')}>
        <p>{t('score.abstained')}</p>
        <p className="app-score__remark">{review.abstain_reason}</p>
      </Card>
    );
  }
  return (
    <Card title={t('score.rubric')}>
      <p className="app-total">
        {t('score.total')}
        {t('common:colon')}
        <strong>{review.total ?? '—'}</strong>
      </p>
      <PlainTable
        caption={t('score.rubric')}
        rows={assignment.rubric}
        rowKey={(criterion) => criterion.code}
        columns={[
          {
            key: 'title',
            title: t('score.criterion'),
            primary: true,
            render: (criterion) => (
              <>
                {localText(criterion.title)}{' '}
                <span className="yc-muted">
                  {isAdvisory(criterion) ? t('score.advisory') : formatBp(criterion.weight_bp)}
                </span>
                {review.comments[criterion.code] ? (
                  <p className="app-score__remark">{review.comments[criterion.code]}</p>
                ) : null}
                {review.confidential_comments[criterion.code] ? (
                  <p className="app-score__remark">
                    <span className="yc-muted">
                      {t('score.secret')}
                      {t('common:colon')}
                    </span>
                    {review.confidential_comments[criterion.code]}
                  </p>
                ) : null}
              </>
            ),
          },
          {
            key: 'score',
            title: t('score.score'),
            align: 'right',
            render: (criterion) => `${review.scores[criterion.code] ?? '—'} / ${criterion.max}`,
          },
        ]}
      />
      {review.comment_to_applicant ? (
        <>
          <h3>{t('score.toApplicant')}</h3>
          <p className="app-score__remark">{review.comment_to_applicant}</p>
        </>
      ) : null}
      {review.confidential_comment ? (
        <>
          <h3>{t('score.confidential')}</h3>
          <p className="app-score__remark">{review.confidential_comment}</p>
        </>
      ) : null}
      {review.submitted_at ? (
        <p className="yc-muted">
          {t('desk.submitted')}
          {t('common:colon')}
          <DateTime value={review.submitted_at} format="seconds" />
        </p>
      ) : null}
    </Card>
  );
}
