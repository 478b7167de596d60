import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber } from 'antd';
import { type ReactNode, useId } from 'react';
import { ApiError, type Fault } from '@/api/client';
import { Card } from '@/components/app/Card';
import { DateInput } from '@/components/app/DateInput';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { ErrorSummary } from '@/components/base/ErrorSummary';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { enumLabel, faultText } from '@/lib/labels';
import { areasOptions } from '@/lib/scopes';
import { SPECIALITIES } from '../filter';
import { emptyPlace, type Place, type Profile } from './profile';

/** An expert's record to be written. `locked`: what is approved and no longer changed by the expert. */
export function ExpertForm({
  profile,
  onChange,
  error,
  locked = false,
  before,
  children,
}: {
  profile: Profile;
  onChange: (profile: Profile) => void;
  error: unknown;
  locked?: boolean;
  /** Fields above those of the record. */
  before?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation('experts');
  const id = useId();
  const areas = useQuery(areasOptions).data?.items ?? [];
  const errors = errorsOf(error);
  const set = <K extends keyof Profile>(key: K, value: Profile[K]) => onChange({ ...profile, [key]: value });
  return (
    <>
      <ErrorSummary error={error} />
      {locked ? <p className="yc-note">{t('form.locked')}</p> : null}
      <Card title={t('form.person')}>
        {before}
        <FieldRow id={`${id}-name`} label={t('name')} errors={errors('/name')}>
          {(control) => (
            <Input
              {...control}
              disabled={locked}
              maxLength={60}
              value={profile.name}
              onChange={(event) => set('name', event.target.value)}
            />
          )}
        </FieldRow>
        <FieldRow id={`${id}-titles`} label={t('titles')} errors={errors('/titles')}>
          {(control) => (
            <Input
              {...control}
              disabled={locked}
              maxLength={200}
              value={profile.titles}
              onChange={(event) => set('titles', event.target.value)}
            />
          )}
        </FieldRow>
        <FieldRow id={`${id}-phone`} label={t('phone')} errors={errors('/phone')}>
          {(control) => (
            <Input
              {...control}
              inputMode="tel"
              maxLength={30}
              value={profile.phone}
              onChange={(event) => set('phone', event.target.value)}
            />
          )}
        </FieldRow>
        <FieldRow id={`${id}-area`} label={t('area')} errors={errors('/area_code')}>
          {(control) => (
            <PlainSelect
              id={control.id}
              disabled={locked}
              placeholder={t('choose')}
              options={areas.map((area) => ({ value: area.code, label: area.name }))}
              value={profile.area_code || null}
              onChange={(code) => set('area_code', code ?? '')}
            />
          )}
        </FieldRow>
        <FieldRow id={`${id}-load`} label={t('loadCap')} hint={t('form.loadHint')} errors={errors('/load_cap')}>
          {(control) => (
            <InputNumber
              {...control}
              style={{ display: 'flex', width: '8rem' }}
              min={1}
              max={1000}
              precision={0}
              value={profile.load_cap}
              onChange={(value) => set('load_cap', value ?? 1)}
            />
          )}
        </FieldRow>
      </Card>
      <Card title={t('specialities')}>
        <p className="yc-muted">{t('form.specialityHint')}</p>
        <Messages errors={errors('/specialities')} />
        <ul className="app-plainlist">
          {SPECIALITIES.map((code) => (
            <Knows key={code} code={code} profile={profile} disabled={locked} onChange={onChange} />
          ))}
        </ul>
      </Card>
      <Card title={t('affiliations')}>
        <p className="yc-muted">{t('form.placeHint')}</p>
        <Messages errors={errors('/affiliations')} />
        {profile.affiliations.map((place, at) => (
          <PlaceFields
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own, and faults meet them by their place
            key={at}
            at={at}
            place={place}
            errors={errors}
            onChange={(next) =>
              set(
                'affiliations',
                profile.affiliations.map((old, index) => (index === at ? next : old)),
              )
            }
            onRemove={() =>
              set(
                'affiliations',
                profile.affiliations.filter((_, index) => index !== at),
              )
            }
          />
        ))}
        <Button
          icon={<Icon name="plus" />}
          onClick={() => set('affiliations', [...profile.affiliations, emptyPlace(false)])}
        >
          {t('form.addPlace')}
        </Button>
      </Card>
      <Card title={t('available')}>
        <p className="yc-muted">{t('form.availableHint')}</p>
        {profile.available.map((period, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own, and faults meet them by their place
          <fieldset key={at} className="app-fieldset">
            <legend>{t('form.period', { n: at + 1 })}</legend>
            {(['from_on', 'until_on'] as const).map((edge) => (
              <FieldRow
                key={edge}
                id={`${id}-${at}-${edge}`}
                label={t(edge === 'from_on' ? 'from' : 'until')}
                errors={errors(`/available/${at}/${edge}`)}
              >
                {(control) => (
                  <DateInput
                    id={control.id}
                    value={period[edge] || null}
                    onChange={(day) =>
                      set(
                        'available',
                        profile.available.map((old, index) => (index === at ? { ...old, [edge]: day ?? '' } : old)),
                      )
                    }
                  />
                )}
              </FieldRow>
            ))}
            <Button
              icon={<Icon name="trash" />}
              onClick={() =>
                set(
                  'available',
                  profile.available.filter((_, index) => index !== at),
                )
              }
            >
              {t('form.removePeriod', { n: at + 1 })}
            </Button>
          </fieldset>
        ))}
        <Button
          icon={<Icon name="plus" />}
          onClick={() => set('available', [...profile.available, { from_on: '', until_on: '' }])}
        >
          {t('form.addPeriod')}
        </Button>
      </Card>
      <div className="app-actions">{children}</div>
    </>
  );
}

function Knows({
  code,
  profile,
  disabled,
  onChange,
}: {
  code: (typeof SPECIALITIES)[number];
  profile: Profile;
  disabled: boolean;
  onChange: (profile: Profile) => void;
}) {
  const { t } = useTranslation('experts');
  const known = profile.specialities.find((one) => one.code === code);
  const others = profile.specialities.filter((one) => one.code !== code);
  const label = enumLabel('speciality', code);
  return (
    <li className="app-inlinefield">
      <Checkbox
        checked={known !== undefined}
        disabled={disabled}
        onChange={(event) =>
          onChange({
            ...profile,
            specialities: event.target.checked ? [...others, { code, weight: 100 }] : others,
          })
        }
      >
        {label}
      </Checkbox>
      {known ? (
        <InputNumber
          aria-label={t('form.weightOf', { label })}
          disabled={disabled}
          min={1}
          max={100}
          precision={0}
          value={known.weight}
          onChange={(weight) => onChange({ ...profile, specialities: [...others, { code, weight: weight ?? 1 }] })}
        />
      ) : null}
    </li>
  );
}

function PlaceFields({
  at,
  place,
  errors,
  onChange,
  onRemove,
}: {
  at: number;
  place: Place;
  errors: (pointer: string) => string[];
  onChange: (place: Place) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('experts');
  const id = useId();
  const below = (field: string) => errors(`/affiliations/${at}/${field}`);
  return (
    <fieldset className="app-fieldset">
      <legend>{t('form.place', { n: at + 1 })}</legend>
      <FieldRow id={`${id}-organisation`} label={t('organisation')} errors={below('organisation')}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={place.organisation}
            onChange={(event) => onChange({ ...place, organisation: event.target.value })}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-uscc`} label={t('uscc')} hint={t('form.usccHint')} optional errors={below('uscc')}>
        {(control) => (
          <Input
            {...control}
            maxLength={18}
            value={place.uscc ?? ''}
            onChange={(event) => onChange({ ...place, uscc: event.target.value.toUpperCase() })}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-role`} label={t('role')} optional errors={below('role')}>
        {(control) => (
          <Input
            {...control}
            maxLength={60}
            value={place.role}
            onChange={(event) => onChange({ ...place, role: event.target.value })}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-from`} label={t('from')} optional errors={below('from_on')}>
        {(control) => (
          <DateInput
            id={control.id}
            value={place.from_on ?? null}
            onChange={(day) => onChange({ ...place, from_on: day })}
          />
        )}
      </FieldRow>
      <FieldRow id={`${id}-to`} label={t('until')} hint={t('form.untilHint')} optional errors={below('to_on')}>
        {(control) => (
          <DateInput
            id={control.id}
            value={place.to_on ?? null}
            onChange={(day) => onChange({ ...place, to_on: day })}
          />
        )}
      </FieldRow>
      <Checkbox checked={place.employer} onChange={(event) => onChange({ ...place, employer: event.target.checked })}>
        {t('form.employer')}
      </Checkbox>
      <Messages errors={below('employer')} />
      <p>
        <Button icon={<Icon name="trash" />} onClick={onRemove}>
          {t('form.removePlace', { n: at + 1 })}
        </Button>
      </p>
    </fieldset>
  );
}

function Messages({ errors }: { errors: string[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="app-field__error" role="alert">
      {errors.map((error) => (
        <p key={error}>
          <Icon name="warning" /> {error}
        </p>
      ))}
    </div>
  );
}

/** What is wrong with one field, by its pointer in the record. */
function errorsOf(error: unknown): (pointer: string) => string[] {
  const faults: Fault[] = error instanceof ApiError ? error.errors : [];
  return (pointer) =>
    faults.filter((fault) => fault.pointer.replace(/^\/profile/, '') === pointer).map((fault) => faultText(fault));
}
