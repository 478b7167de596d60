import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { type NeedView, needOptions, needsOptions, similarNeedsOptions } from './api';

const ALIVE = ['reported', 'accepted', 'published', 'claimed', 'in_delivery'];

/** Which need goes on for both: those that are alike first, others by search; then both side by side. */
export function MergeFields({
  need,
  into,
  onChange,
}: {
  need: NeedView;
  into: string;
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation('needs');
  const id = useId();
  const [q, setQ] = useState('');
  const similar = useQuery(similarNeedsOptions(need.id));
  const found = useInfiniteQuery({ ...needsOptions({ q }), enabled: q.trim() !== '' });
  const others = q.trim()
    ? allItems(found.data).map((row) => ({ id: row.id, number: row.number, title: row.heading, state: row.state }))
    : (similar.data?.items ?? []);
  const choices = others.filter((row) => row.id !== need.id && ALIVE.includes(row.state));
  return (
    <>
      <div className="app-field">
        <label htmlFor={id}>{t('merge.search')}</label>
        <Input.Search id={id} allowClear onSearch={setQ} placeholder={t('staff.search')} />
      </div>
      <fieldset className="need-radio">
        <legend>{q.trim() ? t('merge.found') : t('staff.similar')}</legend>
        {choices.length === 0 ? <p className="yc-muted">{t('staff.noSimilar')}</p> : null}
        {choices.map((row) => (
          <label key={row.id}>
            <input type="radio" name={`${id}-into`} checked={into === row.id} onChange={() => onChange(row.id)} />
            <span>
              <strong>{row.number}</strong> {row.title} <StatusTag machine="need" state={row.state} />
            </span>
          </label>
        ))}
      </fieldset>
      {into ? <Compare need={need} into={into} /> : null}
    </>
  );
}

function Compare({ need, into }: { need: NeedView; into: string }) {
  const { t } = useTranslation('needs');
  const { data: other } = useQuery(needOptions(into));
  if (!other) return null;
  return (
    <div className="need-compare">
      <Side title={t('merge.goes')} need={need} />
      <Side title={t('merge.stays')} need={other} />
    </div>
  );
}

function Side({ title, need }: { title: string; need: NeedView }) {
  const { t } = useTranslation('needs');
  return (
    <div>
      <p className="yc-strong">{title}</p>
      <p>
        {need.number} · {need.area_name} · {t('endorsed', { count: need.endorsements })}
      </p>
      <p className="need-words">{need.title || need.words}</p>
      {need.title ? <p className="need-words yc-muted">{need.description}</p> : null}
    </div>
  );
}
