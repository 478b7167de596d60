import { useQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { Descriptions } from '@/components/base/Descriptions';
import { useTranslation } from '@/lib/i18n';
import { localText } from '@/lib/scheme';
import { feedbackOptions } from './api';

/** What the panel has to say to the organisation, once the results are public; nothing before that. */
export function FeedbackCard({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const { data } = useQuery(feedbackOptions(id));
  if (!data) return null;
  const told = data.criteria.filter((criterion) => criterion.comments.length > 0);
  return (
    <Card title={t('feedback.title')}>
      <Descriptions
        items={[
          { label: t('feedback.score'), value: data.shown ?? t('feedback.noQuorum') },
          { label: t('feedback.rank'), value: data.rank == null ? '—' : t('feedback.place', { rank: data.rank }) },
          { label: t('feedback.reviews'), value: t('feedback.count', { count: data.n_valid }) },
        ]}
      />
      {told.map((criterion) => (
        <section key={criterion.code}>
          <h3>{localText(criterion.title)}</h3>
          <Comments texts={criterion.comments} />
        </section>
      ))}
      {data.comments.length > 0 ? (
        <section>
          <h3>{t('feedback.overall')}</h3>
          <Comments texts={data.comments} />
        </section>
      ) : null}
      {told.length === 0 && data.comments.length === 0 ? <p className="yc-muted">{t('feedback.none')}</p> : null}
    </Card>
  );
}

/** Their order says nothing, and two may say the same. */
function Comments({ texts }: { texts: string[] }) {
  return (
    <ul>
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, read once
        <li key={index} className="app-prose">
          {text}
        </li>
      ))}
    </ul>
  );
}
