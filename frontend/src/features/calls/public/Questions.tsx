import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DateTime } from '@/components/base/DateTime';
import { Block, LoadMore } from '@/components/public/Page';
import { useServerNow } from '@/lib/clock';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { type PublicCallView, publicQuestionsOptions } from './api';

/** Questions and answers about a call, and the way to ask. */
export function Questions({ call }: { call: PublicCallView }) {
  const { t } = useTranslation('public');
  const now = useServerNow(60_000);
  const query = useInfiniteQuery(publicQuestionsOptions(call.id));
  const questions = allItems(query.data);
  const open = call.state === 'published' && now < Date.parse(call.questions_close_at);
  return (
    <Block title={t('questions.title')}>
      {open ? (
        <p className="yc-no-print">
          <Link to="/login" search={{ redirect: `/app/org/calls/${call.id}` }} className="yc-link">
            {t('questions.ask')}
          </Link>{' '}
          <span className="yc-muted">
            {t('questions.until')} <DateTime value={call.questions_close_at} format="deadline" />
          </span>
        </p>
      ) : null}
      {questions.length === 0 ? <p className="yc-muted">{t('questions.none')}</p> : null}
      <ol className="yc-answers">
        {questions.map((one) => (
          <li key={`${one.answered_at}${one.question}`}>
            <p className="yc-strong">
              {t('questions.q')}
              {one.question}
            </p>
            <p className="yc-answers__answer">
              {t('questions.a')}
              {one.answer}
            </p>
            {one.answered_at ? (
              <p className="yc-muted">
                <DateTime value={one.answered_at} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      {query.hasNextPage ? (
        <LoadMore
          count={questions.length}
          hasMore
          loading={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      ) : null}
    </Block>
  );
}
