import { useQuery } from '@tanstack/react-query';
import { DateTime } from '@/components/base/DateTime';
import { Descriptions } from '@/components/base/Descriptions';
import { StatusTag } from '@/components/base/StatusTag';
import { Block } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { type PublicDraw, publicDrawsOptions } from './api';

/** How the panel of a call is drawn, for everybody; nothing as long as no draw was announced. */
export function Draws({ callId }: { callId: string }) {
  const { t } = useTranslation('rules');
  const { data } = useQuery(publicDrawsOptions(callId));
  if (!data || data.items.length === 0) return null;
  return (
    <Block title={t('draws.title')}>
      <p>{t('draws.text')}</p>
      {data.items.map((draw) => (
        <Draw key={draw.id} draw={draw} />
      ))}
    </Block>
  );
}

function Draw({ draw }: { draw: PublicDraw }) {
  const { t } = useTranslation('rules');
  const seats = draw.strata
    .map(({ code, seats, candidates }) => t('draws.seats', { code, seats, candidates }))
    .join('；');
  const mono = (text: string) => <code className="pub-digest">{text}</code>;
  return (
    <>
      <Descriptions
        items={[
          { label: t('draws.round'), value: <StatusTag machine="draw" state={draw.state} /> },
          { label: draw.round, value: seats },
          { label: t('draws.source'), value: draw.entropy_source },
          { label: t('draws.at'), value: <DateTime value={draw.entropy_at} format="seconds" /> },
          { label: t('draws.committedAt'), value: <DateTime value={draw.committed_at} format="seconds" /> },
          ...(draw.entropy ? [{ label: t('draws.entropy'), value: draw.entropy }] : []),
          ...(draw.drawn_at
            ? [{ label: t('draws.drawnAt'), value: <DateTime value={draw.drawn_at} format="seconds" /> }]
            : []),
          ...(draw.confirmed_at
            ? [{ label: t('draws.confirmedAt'), value: <DateTime value={draw.confirmed_at} format="seconds" /> }]
            : []),
          { label: t('draws.commitment'), value: mono(draw.commitment), wide: true },
          { label: t('draws.list'), value: mono(draw.list_sha256), wide: true },
          ...(draw.file_sha256 ? [{ label: t('draws.fileSha'), value: mono(draw.file_sha256), wide: true }] : []),
          ...(draw.void_reason ? [{ label: t('draws.void'), value: draw.void_reason, wide: true }] : []),
        ]}
      />
      {draw.file_sha256 ? (
        <p>
          <a className="yc-btn" href={`/api/v1/public/draws/${draw.id}/file`} download>
            {t('draws.file')}
          </a>
        </p>
      ) : null}
    </>
  );
}
