import { Checkbox, Input, Radio } from 'antd';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { localText, schemeOf } from '@/lib/scheme';
import type { PanelView } from './api';
import { type AssignForm, type Mode, whole } from './assign';

const BALANCES = [0, 20, 50, 200] as const;
const REWARDS = [0, 100, 300, 1000] as const;

/** By which numbers proposals are assigned, and what is known of single reviewers. */
export function AssignmentForm({
  form,
  panel,
  scheme,
  onChange,
}: {
  form: AssignForm;
  panel: PanelView;
  scheme: unknown;
  onChange: (form: AssignForm) => void;
}) {
  const { t } = useTranslation('reviews');
  const set = (part: Partial<AssignForm>) => onChange({ ...form, ...part });
  const flow = form.mode === 'assigned_k';
  return (
    <>
      <fieldset className="app-field app-assign__mode">
        <legend>{t('assign.mode')}</legend>
        <Radio.Group
          value={form.mode}
          onChange={(event) => set({ mode: event.target.value as Mode })}
          options={(['assigned_k', 'all_by_all'] as const).map((value) => ({ value, label: t(`assign.${value}`) }))}
        />
      </fieldset>
      <div className="app-assign">
        {flow ? (
          <>
            <FieldRow
              id="per-proposal"
              label={t('assign.perProposal')}
              errors={whole(form.perProposal) === undefined ? [t('assign.needsNumber')] : []}
            >
              {(control) => (
                <Input
                  {...control}
                  value={form.perProposal}
                  inputMode="numeric"
                  maxLength={2}
                  onChange={(event) => set({ perProposal: event.target.value })}
                />
              )}
            </FieldRow>
            <FieldRow id="cap" label={t('assign.cap')} optional>
              {(control) => (
                <Input
                  {...control}
                  value={form.cap}
                  inputMode="numeric"
                  maxLength={4}
                  placeholder={t('assign.noCap')}
                  onChange={(event) => set({ cap: event.target.value })}
                />
              )}
            </FieldRow>
            <FieldRow id="balance" label={t('assign.balance')}>
              {(control) => (
                <PlainSelect
                  id={control.id}
                  value={String(form.balance)}
                  onChange={(value) => set({ balance: Number(value) })}
                  options={BALANCES.map((value) => ({ value: String(value), label: t(`assign.balances.${value}`) }))}
                />
              )}
            </FieldRow>
            <FieldRow id="reward" label={t('assign.reward')}>
              {(control) => (
                <PlainSelect
                  id={control.id}
                  value={String(form.reward)}
                  onChange={(value) => set({ reward: Number(value) })}
                  options={REWARDS.map((value) => ({ value: String(value), label: t(`assign.rewards.${value}`) }))}
                />
              )}
            </FieldRow>
          </>
        ) : null}
        <FieldRow id="seed" label={t('assign.seed')} hint={t('assign.seedHint')}>
          {(control) => (
            <Input
              {...control}
              value={form.seed}
              maxLength={100}
              onChange={(event) => set({ seed: event.target.value })}
            />
          )}
        </FieldRow>
      </div>
      {flow ? <Reviewers form={form} panel={panel} scheme={scheme} onChange={onChange} /> : null}
    </>
  );
}

/** What the officer says of single reviewers; what is left alone is taken from the records. */
function Reviewers({
  form,
  panel,
  scheme,
  onChange,
}: {
  form: AssignForm;
  panel: PanelView;
  scheme: unknown;
  onChange: (form: AssignForm) => void;
}) {
  const { t } = useTranslation('reviews');
  const categories = schemeOf({ scheme }).categories ?? [];
  const of = (id: string) => form.reviewers[id] ?? { cap: '', categories: null };
  const say = (id: string, part: Partial<AssignForm['reviewers'][string]>) =>
    onChange({ ...form, reviewers: { ...form.reviewers, [id]: { ...of(id), ...part } } });
  return (
    <details className="app-assign__reviewers">
      <summary>{t('assign.reviewers')}</summary>
      <p className="yc-muted">{t('assign.reviewersHint')}</p>
      <PlainTable
        caption={t('assign.reviewers')}
        rows={panel.members}
        rowKey={(member) => member.user.id}
        columns={[
          {
            key: 'name',
            title: t('staff.reviewer'),
            primary: true,
            render: (member) => `${member.user.name}（${member.alias}）`,
          },
          {
            key: 'cap',
            title: t('assign.cap'),
            render: (member) => (
              <Input
                aria-label={t('assign.capOf', { name: member.user.name })}
                className="app-assign__cap"
                value={of(member.user.id).cap}
                inputMode="numeric"
                maxLength={4}
                onChange={(event) => say(member.user.id, { cap: event.target.value })}
              />
            ),
          },
          {
            key: 'categories',
            title: t('assign.categories'),
            render: (member) => (
              <Checkbox.Group
                aria-label={t('assign.categoriesOf', { name: member.user.name })}
                value={of(member.user.id).categories ?? []}
                options={categories.map((one) => ({ value: one.code, label: localText(one.title) }))}
                onChange={(values) => say(member.user.id, { categories: values.map(String) })}
              />
            ),
          },
        ]}
      />
    </details>
  );
}
