import { useNavigate } from '@tanstack/react-router';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { ActionDialog } from '@/components/app/ActionBar';
import { DateInput } from '@/components/app/DateInput';
import { FieldRow } from '@/components/app/FieldRow';
import { useTranslation } from '@/lib/i18n';
import { type CallView, copyCall, openCallRound } from './api';

/** A new draft after this call: its dates move with the first day. */
export function CopyCall({ call }: { call: CallView }) {
  const { t } = useTranslation('calls');
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState(call.title);
  const [year, setYear] = useState(call.year);
  const [opensOn, setOpensOn] = useState<string | null>(null);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('copy.button')}</Button>
      {open ? (
        <ActionDialog
          title={t('copy.button')}
          resource={call}
          onClose={() => setOpen(false)}
          onDone={(answer) => {
            const made = (answer as { data?: CallView } | undefined)?.data;
            if (made) void navigate({ to: '/app/staff/calls/$id/edit', params: { id: made.id } });
          }}
          config={{
            confirm: t('copy.text'),
            ready: title.trim().length >= 2 && opensOn !== null,
            fields: (
              <>
                <FieldRow id="copy-title" label={t('staff.field.title')}>
                  {(control) => (
                    <Input
                      {...control}
                      value={title}
                      maxLength={200}
                      onChange={(event) => setTitle(event.target.value)}
                    />
                  )}
                </FieldRow>
                <FieldRow id="copy-year" label={t('staff.field.year')}>
                  {(control) => (
                    <InputNumber
                      {...control}
                      min={2000}
                      max={2100}
                      precision={0}
                      value={year}
                      onChange={(value) => setYear(value ?? call.year)}
                    />
                  )}
                </FieldRow>
                <FieldRow id="copy-opens" label={t('staff.field.opens_at')} hint={t('copy.shift')}>
                  {(control) => <DateInput {...control} value={opensOn} onChange={setOpensOn} />}
                </FieldRow>
              </>
            ),
            run: ({ headers }) =>
              copyCall({
                path: { id: call.id },
                headers: { 'Idempotency-Key': headers['Idempotency-Key'] },
                body: { title: title.trim(), year, opens_on: opensOn ?? '' },
              }),
          }}
        />
      ) : null}
    </>
  );
}

/** The next round of a standing call, once this one has closed. */
export function OpenRound({ call }: { call: CallView }) {
  const { t } = useTranslation('calls');
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const next = call.document.later_rounds[0];
  if (!next || call.phase !== 'closed' || ['draft', 'approved', 'cancelled'].includes(call.state)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('rounds.open')}</Button>
      {open ? (
        <ActionDialog
          title={t('rounds.open')}
          resource={call}
          onClose={() => setOpen(false)}
          onDone={(answer) => {
            const made = (answer as { data?: CallView } | undefined)?.data;
            if (made) void navigate({ to: '/app/staff/calls/$id', params: { id: made.id } });
          }}
          config={{
            confirm: t('rounds.openText', { day: next }),
            run: ({ headers }) => openCallRound({ path: { id: call.id }, headers }),
          }}
        />
      ) : null}
    </>
  );
}
